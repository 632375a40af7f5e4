import { after, DAY_MS, HOUR_MS } from '@/lib/base/clock';
import type { Enrolled } from '@/lib/sim/swap/proofs';
import type { SwapFacts } from '@/lib/sim/swap/risk';
import type { ProofKind, StoredSwap } from '@/lib/sim/swap/swap';

/** An honest holder who swaps their card: what they have, what they show, and what is known of them. */
export type Honest = {
  kind: string;
  reason: StoredSwap['reason'];
  channel: 'shop' | 'portal';
  enrolled: Omit<Enrolled, 'oldSimLives' | 'messagesHeld'>;
  given: ProofKind[];
  /** The facts that the rules weigh, at the moment of the request. */
  facts: (now: Date) => SwapFacts;
  /** Somebody pressed "this was not me" by mistake. */
  mistakenObjection: boolean;
};

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Generates honest swaps: 55 % have the old card in hand (of these 70 % say yes by USSD), 30 % have lost it and have a
 * factor and an e-mail, 15 % have a document only; 8 % come from a new place, 5 % changed a contact within 72 hours, 2 % had
 * the lock on and took it off, 1 % are disputed by mistake. One in thirty has the number for less than 90 days.
 */
export function honestSwaps(seed: number, count: number): Honest[] {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, () => honestSwap(chance));
}

function honestSwap(chance: () => number): Honest {
  const proofs = proofsOf(chance);
  const isNewPlace = chance() < 0.08;
  const changedHours = chance() < 0.05 ? 1 + Math.floor(chance() * 71) : undefined;
  const wasLocked = chance() < 0.02;
  const mistakenObjection = chance() < 0.01;
  const tenureDays = chance() < 1 / 30 ? 1 + Math.floor(chance() * 88) : 400;
  const hasFactor = proofs.enrolled.hasTotp || proofs.enrolled.hasPasskey;
  // A new place shows where the holder asks in the portal, from a device of theirs.
  const channel = hasFactor && (isNewPlace || chance() < 0.2) ? ('portal' as const) : ('shop' as const);
  const facts = (now: Date): SwapFacts => ({
    ...{ credentialChangedAt: null, lastSwapAt: null, imeiChangedAt: null },
    contactChangedAt: changedHours === undefined ? null : after(now, -changedHours * HOUR_MS),
    // Swaps are refused while it holds, which is for a day after it was taken off: whoever waits that out asks then.
    lockLiftedAt: wasLocked ? after(now, -HOUR_MS) : null,
    activatedAt: after(now, -tenureDays * DAY_MS),
    lastSeenAt: after(now, -DAY_MS),
    ...{ forwardsAll: false, outOfArea: false, failures: 0 },
    newPlace: channel === 'portal' && isNewPlace,
  });
  const marks = [
    isNewPlace && channel === 'portal' && 'new place',
    changedHours !== undefined && 'contact changed',
    wasLocked && 'was locked',
    tenureDays < 90 && 'new number',
  ].filter(Boolean);
  const kind = [proofs.given.join(' + '), channel, ...marks].join(', ');
  return { ...proofs, kind, channel, facts, mistakenObjection };
}

type Proofs = Pick<Honest, 'reason' | 'enrolled' | 'given'>;

function proofsOf(chance: () => number): Proofs {
  const drawn = chance();
  const byPasskey = chance() < 0.5;
  const factor: ProofKind = byPasskey ? 'passkey' : 'totp';
  const enrolled = { hasPin: true, hasPasskey: byPasskey, hasTotp: !byPasskey, hasEmail: true };
  const noFactor = { ...enrolled, hasPasskey: false, hasTotp: false };
  if (drawn < 0.55) {
    const reason = chance() < 0.5 ? 'replace' : 'damaged';
    if (chance() < 0.7) return { reason, enrolled: chance() < 0.5 ? noFactor : enrolled, given: ['old-sim'] };
    return { reason, enrolled, given: [factor, chance() < 0.8 ? 'old-sim-code' : 'email-code'] };
  }
  const reason = chance() < 0.5 ? 'lost' : 'stolen';
  if (drawn < 0.85) return { reason, enrolled, given: [factor, 'email-code'] };
  return { reason, enrolled: { ...noFactor, hasPin: chance() < 0.5 }, given: ['document'] };
}

/**
 * The least wait that P5 allows, said anew and not by the rule that is tested: none where the old card confirmed, a day
 * otherwise, three where the lock was lifted, a contact changed in the last 72 hours.
 */
export function leastHoursOf(one: Honest): 0 | 24 | 72 {
  const now = new Date(0);
  const { contactChangedAt, credentialChangedAt, lockLiftedAt, lastSwapAt } = one.facts(now);
  if (contactChangedAt || credentialChangedAt || lockLiftedAt || lastSwapAt) return 72;
  return one.given.includes('old-sim') || one.given.includes('old-sim-code') ? 0 : 24;
}
