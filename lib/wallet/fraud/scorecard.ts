import { binOf, FEATURES, type Feature, type FeatureCode } from './features';
import { newHabits } from './habits';
import type { FraudLook } from './look';
import cards from './scorecards.json';

/**
 * A small tree of questions. A node asks whether a feature lies in a bin below the given one: then the next node is
 * `left`, else the one after that. A feature of −1 is a leaf. Values are what is believed at a node, in the logarithm of
 * the odds.
 */
export type Tree = { feature: number[]; bin: number[]; left: number[]; value: number[] };

/** Trees whose answers are added up. Bench/fraud/train.ts makes them, on worlds that no figure is taken from. */
export type Scorecard = { base: number; codes: FeatureCode[]; trees: Tree[] };
export type CardName = 'transfer' | 'withdrawal';
export type Cards = Record<CardName, Scorecard>;

/** The trained cards, and the score above which one in a thousand deeds of the training worlds is a false alert. */
export const CARDS = cards as unknown as Cards;
export const ALERT_FROM: number = cards.alertFrom;

const NOBODY = newHabits();

/** The bins of some features of a deed, in their order. */
export function binsOf(look: FraudLook, codes: readonly FeatureCode[]): number[] {
  const payer = look.payer?.habits ?? NOBODY;
  const payee = look.payee?.habits ?? NOBODY;
  const bins: number[] = [];
  for (const code of codes) {
    const { of, edges }: Feature = FEATURES[code];
    bins.push(binOf(of(look, payer, payee), edges));
  }
  return bins;
}

/**
 * What a card says of a deed, as reasons. On the way down a tree each question moves what is believed; the move is put
 * down to the feature that was asked about, so that the reasons add up to the leaves. What is believed before any
 * question is the first reason, `base`.
 */
export function reasonsOf(
  { base, codes, trees }: Scorecard,
  look: FraudLook,
): { code: string; points: number }[] {
  const bins = binsOf(look, codes);
  const points = new Float64Array(codes.length);
  let before = base;
  for (const { feature, bin, left, value } of trees) {
    let node = 0;
    let believed = value[0] as number;
    before += believed;
    for (let asked = feature[0] as number; asked >= 0; asked = feature[node] as number) {
      node = (left[node] as number) + ((bins[asked] as number) < (bin[node] as number) ? 0 : 1);
      const now = value[node] as number;
      points[asked] = (points[asked] as number) + now - believed;
      believed = now;
    }
  }
  const reasons = [{ code: 'base', points: before }];
  for (let index = 0; index < codes.length; index++) {
    const added = points[index] as number;
    if (added !== 0) reasons.push({ code: codes[index] as string, points: added });
  }
  return reasons;
}
