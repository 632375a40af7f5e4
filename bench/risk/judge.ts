import { quantile } from '../measure';
import type { Attacker } from './attackers';
import type { Model, Played } from './play';

/** The score at and above which at least this share of the attacks lies. */
export function thresholdFor(scores: readonly number[], blocked: number): number {
  const sorted = scores.toSorted((a, b) => b - a);
  return sorted[Math.ceil(blocked * sorted.length) - 1] ?? Number.NEGATIVE_INFINITY;
}

export const scoresOf = ({ attacks }: Played, model: Model, attacker: Attacker): number[] =>
  attacks[attacker].map((scores) => scores[model]);

/** How many prompts each person has met by their sign-in of this number, of those who came so far. The first is none. */
export function promptsBy({ people }: Played, model: Model, threshold: number, signIn: number): number[] {
  return people
    .filter((scores) => scores.length >= signIn - 1)
    .map((scores) => scores.slice(0, signIn - 1).filter((score) => score[model] >= threshold).length);
}

/** The share of all judged sign-ins that is asked for more. */
export function promptedShare({ people }: Played, model: Model, threshold: number): number {
  const all = people.flat();
  return all.filter((score) => score[model] >= threshold).length / all.length;
}

export const blockedShare = (scores: readonly number[], threshold: number): number =>
  scores.filter((score) => score >= threshold).length / scores.length;

export const mean = (figures: readonly number[]): number =>
  figures.reduce((sum, figure) => sum + figure, 0) / figures.length;

export const medianOf = (figures: readonly number[]): number => quantile(figures, 0.5);
