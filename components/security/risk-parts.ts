export type RiskReason = { reason: string; points: number };

/** A part of a score, drawn from where the parts before it have come to where it leads. */
export type RiskPart = RiskReason & { from: number; to: number };

export type RiskParts = {
  parts: RiskPart[];
  sum: number /** The length of the whole picture. */;
  most: number;
};

/** Puts what raises a score first and what lowers it after, the largest of each first: the last part ends at the score. */
export function partsOf(reasons: readonly RiskReason[]): RiskParts {
  const sorted = reasons
    .filter(({ points }) => points !== 0)
    .toSorted(
      (a, b) => Number(b.points > 0) - Number(a.points > 0) || Math.abs(b.points) - Math.abs(a.points),
    );
  let sum = 0;
  const parts = sorted.map(({ reason, points }) => {
    const from = sum;
    sum += points;
    return { reason, points, from, to: sum };
  });
  return { parts, sum, most: Math.max(100, ...parts.map(({ to }) => to)) };
}
