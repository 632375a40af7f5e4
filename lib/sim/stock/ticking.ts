/** Takes the moment at which long work began and gives a clock that goes on from there: the work's signs of life. */
export function ticking(begunAt: Date): () => Date {
  const started = performance.now();
  return () => new Date(begunAt.getTime() + Math.round(performance.now() - started));
}
