type Points = { reason: string; points: number };

/**
 * Rounds points so that they add up to `total`: each down, and what is left over to those that lost the most. What comes
 * to nothing is left out.
 */
export function wholePoints(given: readonly Points[], total: number): Points[] {
  const rounded = given.map(({ reason, points }) => ({ reason, points: Math.floor(points) }));
  const lost = given.map(({ points }, place) => ({ place, part: points - Math.floor(points) }));
  lost.sort((a, b) => b.part - a.part || a.place - b.place);
  const left = total - rounded.reduce((sum, { points }) => sum + points, 0);
  for (const { place } of lost.slice(0, left)) {
    const one = rounded[place];
    if (one) one.points += 1;
  }
  return rounded.filter(({ points }) => points !== 0);
}
