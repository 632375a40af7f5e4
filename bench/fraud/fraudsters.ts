import type { Chance } from '../risk/chance';
import type { World } from './parameters';

/** One part of what a fraudster takes, and what the mule does with it. */
export type Part = {
  at: number;
  /** The share of what the victim held when the case began. */
  share: number;
  /** Which of the mules of the case it goes to. */
  mule: number;
  /** When the mule cashes it, and which shares of it. */
  cashes: { at: number; share: number }[];
};
export type Case = { at: number; swapped: boolean; swapHours: number; parts: Part[]; mules: number };

/** The plan of a case: victims and mules are chosen when its moment comes. */
export function planCase(chance: Chance, { fraud, steps }: World): Case {
  const begins = chance.next() * (steps - 2 * fraud.waitHours);
  const count = chance.whole(1, fraud.mostParts);
  const share = fraud.leastShare + (1 - fraud.leastShare) * chance.next();
  const sizes = Array.from({ length: count }, () => 0.6 + 0.8 * chance.next());
  const sum = sizes.reduce((total, size) => total + size, 0);
  const waits = chance.isTrue(fraud.waits);
  const parts: Part[] = [];
  let at = begins;
  let mule = 0;
  for (const size of sizes) {
    if (parts.length > 0) {
      at += waits ? 1 + chance.next() * (fraud.waitHours - 1) : chance.next() * 0.5;
      if (chance.isTrue(fraud.otherMule)) mule++;
    }
    parts.push({ at, share: (share * size) / sum, mule, cashes: cashesOf(chance, fraud, at) });
  }
  return {
    at: begins,
    swapped: chance.isTrue(fraud.afterSwap),
    swapHours: chance.next() * 24,
    parts,
    mules: mule + 1,
  };
}

/** Chosen: one mule in four cashes in two steps. */
function cashesOf(chance: Chance, fraud: World['fraud'], from: number): Part['cashes'] {
  const wait = () => (chance.isTrue(fraud.waits) ? 1 + chance.next() * (fraud.waitHours - 1) : chance.next());
  const taken = 1 - fraud.mulesKeep * chance.next();
  const first = from + wait();
  if (!chance.isTrue(0.25)) return [{ at: first, share: taken }];
  const cut = 0.3 + 0.4 * chance.next();
  return [
    { at: first, share: taken * cut },
    { at: first + wait(), share: taken * (1 - cut) },
  ];
}

export const rowsOf = ({ parts }: Case): number =>
  parts.reduce((count, { cashes }) => count + 1 + cashes.length, 0);
