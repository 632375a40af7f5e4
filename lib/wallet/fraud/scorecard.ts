import { binOf, FEATURES, type Feature, type FeatureCode } from './features';
import { newHabits } from './habits';
import type { FraudLook } from './look';
import cards from './scorecards.json' with { type: 'json' };

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
/**
 * The cards whose scores a deed leaves behind as suspicion. They were learned before the others, on worlds of their own,
 * and ask for no suspicion themselves: what it means cannot move with what it is used for.
 */
export const FIRST_CARDS = cards.first as unknown as Cards;
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

/** The trees of a card behind one another: of each node what it asks and where it goes on, and what is believed there. */
type Packed = { nodes: Int32Array; values: Float64Array; roots: Int32Array };
/** A question is one number, its feature and its bin; a leaf asks none. */
const BITS = 8;
const ANY_BIN = 2 ** BITS - 1;
const packs = new WeakMap<Scorecard, Packed>();

function packed(card: Scorecard): Packed {
  const known = packs.get(card);
  if (known) return known;
  const sizes = card.trees.map(({ value }) => value.length);
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const pack = {
    nodes: new Int32Array(2 * count),
    values: Float64Array.from(card.trees.flatMap(({ value }) => value)),
    roots: new Int32Array(sizes.length),
  };
  let root = 0;
  for (const [index, { feature, bin, left }] of card.trees.entries()) {
    pack.roots[index] = root;
    for (const [node, asked] of feature.entries()) {
      pack.nodes[2 * (root + node)] = asked < 0 ? -1 : (asked << BITS) + (bin[node] as number);
      pack.nodes[2 * (root + node) + 1] = root + (left[node] as number);
    }
    root += feature.length;
  }
  packs.set(card, pack);
  return pack;
}

/**
 * What a card says of a deed, as reasons. On the way down a tree each question moves what is believed; the move is put
 * down to the feature that was asked about, so that the reasons add up to the leaves. What is believed before any
 * question is the first reason, `base`.
 */
export function reasonsOf(card: Scorecard, look: FraudLook): { code: string; points: number }[] {
  const { base, codes } = card;
  const { nodes, values, roots } = packed(card);
  const bins = binsOf(look, codes);
  const points = new Float64Array(codes.length);
  let before = base;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree] as number;
    let believed = values[node] as number;
    before += believed;
    for (let question = nodes[2 * node] as number; question >= 0; question = nodes[2 * node] as number) {
      const asked = question >> BITS;
      node = (nodes[2 * node + 1] as number) + ((bins[asked] as number) < (question & ANY_BIN) ? 0 : 1);
      const now = values[node] as number;
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
