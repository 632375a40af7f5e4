import type { RiskLevel } from '../../policy/risk-level';
import type { Proofs } from './attempt';
import { deviceEvidence } from './device-evidence';
import type { Facts } from './facts';
import { familiarWith } from './familiar';
import { placeEvidence } from './place-evidence';
import { type Profile, sinceLast } from './profile';
import { hourOf, keys, type Tallies } from './tally';
import { LEVEL_FROM, WEIGHTS } from './weights';
import { type Reason, wordsFor } from './words';

/** One reason of a score: so many points for it, or against it where they are negative. */
export type Contribution = { reason: Reason; points: number; words: string };

/** `score` is 0 to 100 and the sum of the points; `evidence` is what it was made of, without end to either side. */
export type Risk = { score: number; level: RiskLevel; evidence: number; contributions: Contribution[] };

export type Evidences = Partial<Record<Reason, number>>;

const MIDDLE = 50;

/**
 * How risky an attempt is, from what everybody and this person did before. Reads tallies by key and one profile, and
 * gives the reasons with points that add up to the score. Somebody without a history is neither trusted nor suspected.
 */
export function scoreOf(tallies: Tallies, profile: Profile, facts: Facts, proofs: Proofs = {}): Risk {
  const parts: Evidences = { ...columnEvidence(tallies, profile, facts), ...besideEvidence(proofs) };
  const { contributions, ...weighed } = weigh(parts);
  return {
    ...weighed,
    contributions: contributions.map(({ reason, points }) => {
      const known = reason as Reason;
      return { reason: known, points, words: wordsFor(known, parts[known] ?? 0) };
    }),
  };
}

/** A sum of evidence as a score, with what each part of it adds. */
export type Weighed = Omit<Risk, 'contributions'> & { contributions: { reason: string; points: number }[] };

/** Sums evidence up, bends the sum to 0–100, and gives each part its share of the way there. */
export function weigh(parts: Readonly<Record<string, number>>): Weighed {
  const evidence = sumOf(parts);
  const score = 100 / (1 + Math.exp(-evidence / WEIGHTS.slope));
  // The curve bends, so each reason gets its share of the way from the middle, and they add up at every score.
  const each = Math.abs(evidence) < 1e-9 ? 25 / WEIGHTS.slope : (score - MIDDLE) / evidence;
  const contributions = [{ reason: 'start', points: MIDDLE }];
  for (const [reason, part] of Object.entries(parts))
    if (part !== 0) contributions.push({ reason, points: part * each });
  return { score, level: levelOf(score), evidence, contributions };
}

export function levelOf(score: number): RiskLevel {
  if (score >= LEVEL_FROM.critical) return 'critical';
  if (score >= LEVEL_FROM.high) return 'high';
  return score >= LEVEL_FROM.medium ? 'medium' : 'low';
}

/** What the network, the browser and the clock say; nothing of somebody without a history. */
export function columnEvidence(tallies: Tallies, profile: Profile, facts: Facts): Evidences {
  const sinceMs = sinceLast(profile, facts.at);
  if (sinceMs === null) return {};
  const found = familiarWith(profile, facts);
  if (found.all.count <= 0) return {};
  const known = { tallies, found, sinceMs };
  return {
    ...placeEvidence(known, facts),
    ...deviceEvidence(known, facts),
    hour: hourEvidence(tallies, profile, facts.at),
  };
}

/** What is known beside the columns. */
export const besideEvidence = ({ device, changedLately }: Proofs): Evidences => ({
  device_proof: device === 'proved' ? WEIGHTS.proved : device === 'missing' ? WEIGHTS.proofMissing : 0,
  changed_lately: changedLately ? WEIGHTS.changedLately : 0,
});

export const sumOf = (parts: Readonly<Record<string, number>>): number =>
  Object.values(parts).reduce((total, part) => total + part, 0);

function hourEvidence(tallies: Tallies, { hours, signIns }: Profile, at: number): number {
  const hour = hourOf(at);
  const everybody =
    ((tallies(keys.hour(hour))?.count ?? 0) + 1) / ((tallies('hours')?.count ?? 0) + hours.length);
  const theirs = ((hours[hour] ?? 0) + WEIGHTS.hourDoubt * everybody) / (signIns + WEIGHTS.hourDoubt);
  return Math.log(everybody / theirs);
}
