/** Names a stream among all tabs of this origin: of one host, and so of one tenant. */
const nameOf = (address: string) => `ngao-live ${address}`;

type Listener = { changed(): void; lost(): void };

/**
 * Listens for changes through one stream that all tabs of a browser share: a browser opens six connections to a host,
 * and six tabs with a stream each would block the seventh. The tab that holds the lock keeps the stream and tells the
 * others; when it closes, the next one takes over. Gives the function that ends it.
 */
export function shareStream(address: string, { changed, lost }: Listener): () => void {
  const name = nameOf(address);
  const channel = new BroadcastChannel(name);
  channel.onmessage = changed;
  const ending = new AbortController();
  const hold = () =>
    new Promise<void>((done) => {
      // The lock may come just when nobody listens any more: kept then, it would be kept for good.
      if (ending.signal.aborted) return done();
      const stream = new EventSource(address);
      stream.onmessage = () => {
        changed();
        channel.postMessage('changed');
      };
      stream.onerror = () => {
        // The browser tries again by itself, unless the server has said no.
        if (stream.readyState === EventSource.CLOSED) lost();
      };
      ending.signal.addEventListener('abort', () => {
        stream.close();
        done();
      });
    });
  navigator.locks.request(name, { signal: ending.signal }, hold).catch((error: Error) => {
    if (error.name !== 'AbortError') lost();
  });
  return () => {
    ending.abort();
    channel.close();
  };
}

export const canShare = () => 'BroadcastChannel' in window && 'EventSource' in window && 'locks' in navigator;
