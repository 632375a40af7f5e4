import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import { HOLDS_AGAINST_BREAK_GLASS } from '../../policy/break-glass';

// 1. It is asked for by one administrator and opened by another, each with a role that neither owes to the other.
// 2. Unopened it lapses after a quarter of an hour, open after an hour; either of both, and any owner, ends it before.
// 3. What is over is never opened again.

export const WAITS_MS = 15 * MINUTE_MS;
export const LASTS_MS = HOUR_MS;
/** How long somebody must have been there, and have had their role. */
const YOUNG_MS = DAY_MS;
const SAME_HAND_MS = 7 * DAY_MS;

export type StoredBreakGlass = {
  id: string;
  reason: string;
  askedBy: string;
  askedAt: Date;
  expiresAt: Date;
  openedBy: string | null;
  openedAt: Date | null;
  endsAt: Date | null;
  endedAt: Date | null;
};

export type BreakGlassState = 'waiting' | 'open' | 'over';

export function stateOf(
  { endedAt, openedAt, endsAt, expiresAt }: StoredBreakGlass,
  now: Date,
): BreakGlassState {
  if (endedAt) return 'over';
  if (openedAt) return endsAt && endsAt > now ? 'open' : 'over';
  return expiresAt > now ? 'waiting' : 'over';
}

/** One of the two, as they stand now. */
export type Hand = {
  id: string;
  status: string;
  createdAt: Date;
  held: readonly string[];
  /** Their memberships of the roles that may do this: since when, and given by whom. */
  grants: readonly { by: string | null; at: Date }[];
  /** Everybody who ever gave them such a role. */
  givers: readonly string[];
};

/** Gives what stands against somebody's having anything to do with it, or undefined. */
export function refusalOfHand({ status, held, grants }: Hand): Refusal | undefined {
  const isFit =
    status === 'active' &&
    grants.length > 0 &&
    !held.some((kind) => HOLDS_AGAINST_BREAK_GLASS.includes(kind));
  return isFit ? undefined : unfit();
}

/** Gives what stands against these two opening it together, or undefined. */
export function refusalOfPair(asker: Hand, opener: Hand, now: Date): Refusal | undefined {
  if (asker.id === opener.id) return ownHands();
  const unfitHand = refusalOfHand(asker) ?? refusalOfHand(opener);
  if (unfitHand) return unfitHand;
  if (asker.givers.includes(opener.id) || opener.givers.includes(asker.id)) return fromEachOther();
  if (isYoung(asker, now) || isYoung(opener, now)) return tooYoung();
  return haveSameHand(asker, opener, now) ? sameHand() : undefined;
}

function isYoung({ createdAt, grants }: Hand, now: Date): boolean {
  const since = now.getTime() - YOUNG_MS;
  return createdAt.getTime() > since || grants.every(({ at }) => at.getTime() > since);
}

function haveSameHand(asker: Hand, opener: Hand, now: Date): boolean {
  const lately = ({ grants }: Hand) =>
    grants.filter(({ at }) => now.getTime() - at.getTime() < SAME_HAND_MS).map(({ by }) => by);
  const givers = new Set(lately(asker));
  return lately(opener).some((by) => by !== null && givers.has(by));
}

/** Where somebody does it: the browser by its cookie, and what may be the same one without it. */
export type Place = { deviceId: string | null; ip: string | null; userAgent: string };

/** Gives the refusal of two who sit at one browser, or undefined. An address alone is no sign: an office has one. */
export function refusalOfPlaces(
  asked: Place | undefined,
  here: Place,
  sharedDevices: number,
): Refusal | undefined {
  const isSame =
    asked !== undefined &&
    ((asked.deviceId !== null && asked.deviceId === here.deviceId) ||
      (asked.ip !== null && asked.ip === here.ip && asked.userAgent === here.userAgent));
  return isSame || sharedDevices > 0 ? sameDevice() : undefined;
}

export const isOver = () =>
  new Refusal('break_glass_over', 'This was opened or ended already, or its time is over. Look again.', {
    status: 409,
  });

const ownHands = () =>
  new Refusal('break_glass_own_hands', 'It takes another person to open this. Ask a colleague.', {
    status: 409,
  });

const unfit = () =>
  new Refusal(
    'break_glass_unfit',
    'This takes two administrators whose accounts nobody holds back. One of you is none.',
    { status: 403 },
  );

const fromEachOther = () =>
  new Refusal(
    'break_glass_from_each_other',
    'One of you gave the other their role. Whoever opens this must not owe it to you, nor you to them.',
    { status: 403 },
  );

const tooYoung = () =>
  new Refusal(
    'break_glass_too_young',
    'An account or a role of one of you is younger than a day. Ask somebody who has been here longer.',
    { status: 403 },
  );

const sameHand = () =>
  new Refusal(
    'break_glass_same_hand',
    'The same person gave both of you your roles within the last seven days. Ask somebody else.',
    { status: 403 },
  );

const sameDevice = () =>
  new Refusal(
    'break_glass_same_device',
    'Both of you use the same browser. Open this from a device that only you use.',
    { status: 403 },
  );
