import { binOf, FEATURES, type Feature, type FeatureCode } from './features';
import { newHabits } from './habits';
import type { FraudLook } from './look';
import cards from './scorecards.json';

/**
 * A scorecard: what each bin of a feature, or of two features together, adds to the logarithm of the odds that a deed is
 * fraud. Bench/fraud/train.ts makes the cards, on worlds that no figure is taken from.
 */
export type Scorecard = {
  base: number;
  features: Partial<Record<FeatureCode, readonly number[]>>;
  /** `first*second`: a row for each bin of the first. */
  pairs: Record<string, readonly (readonly number[])[]>;
};
export type CardName = 'transfer' | 'withdrawal';
export type Cards = Record<CardName, Scorecard>;

/** The trained cards, and the score from which on one in a thousand honest deeds of the training worlds is alerted. */
export const CARDS: Cards = cards;
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

/** A card as it is read for each deed: its parts by place. */
type Read = {
  codes: FeatureCode[];
  points: (readonly number[])[];
  pairs: { code: string; first: number; second: number; table: readonly (readonly number[])[] }[];
};
const read = new WeakMap<Scorecard, Read>();

function reading(card: Scorecard): Read {
  const known = read.get(card);
  if (known) return known;
  const codes = Object.keys(card.features) as FeatureCode[];
  const pairs = Object.entries(card.pairs).map(([code, table]) => {
    const [first, second] = code.split('*') as [FeatureCode, FeatureCode];
    return { code, first: codes.indexOf(first), second: codes.indexOf(second), table };
  });
  const made = { codes, points: Object.values(card.features), pairs };
  read.set(card, made);
  return made;
}

/** Adds what a card says of a deed to its reasons; parts that add nothing are left out. */
export function addParts(
  reasons: { code: string; points: number }[],
  card: Scorecard,
  look: FraudLook,
): void {
  const { codes, points, pairs } = reading(card);
  const bins = binsOf(look, codes);
  for (let index = 0; index < codes.length; index++) {
    const added = points[index]?.[bins[index] as number];
    if (added) reasons.push({ code: codes[index] as string, points: added });
  }
  for (const { code, first, second, table } of pairs) {
    const added = table[bins[first] as number]?.[bins[second] as number];
    if (added) reasons.push({ code, points: added });
  }
}
