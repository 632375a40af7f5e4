import ipaddr from 'ipaddr.js';
import { DAY_MS } from '../base/clock';
import { isAutomated } from './browser';
import { type Circumstances, type Concerned, failedKeysOf, type UsedSession } from './circumstances';
import { readJudgedOn } from './judged-on';
import { countryOf } from './place';
import type { Profile } from './risk/profile';
import { isRecorded, type ObservedKind, SIGNALS, type SignalKind } from './signal';
import { isImpossible, type Whereabouts } from './travel';

const DORMANT_AFTER_MS = 90 * DAY_MS;
/** So many failures are mistakes, and from so many on it is guessing: of one person, and from an address that many share. */
const FAILURES = { person: { from: 2, full: 8 }, address: { from: 10, full: 40 } };
const USUAL_SESSIONS = 5;
const FULL_SESSIONS = 15;
const BUSY_FROM = 20;

/** The signals that stand against a request, each as a share (0–1) of its weight. */
export type Standing = Partial<Record<SignalKind | ObservedKind, number>>;

/** A request with all that is known of it. */
export type Seen = {
  concerned: Concerned;
  known: Circumstances;
  /** The person's history, with the sign-ins that are yet to be learned. */
  profile: Profile;
  /** The session that the request came in; null at a sign-in. */
  sessionId: string | null;
  isBlocked: boolean;
};

/** Gives the signals of a request, from what was read of its circumstances. */
export function signalsOf(seen: Seen): Standing {
  const { concerned, known, profile, isBlocked } = seen;
  const { request, isSignIn } = concerned;
  const standing: Standing = {};
  const note = (kind: keyof Standing, share: number | boolean) => {
    if (Number(share) > 0) standing[kind] = Math.min(1, Number(share));
  };
  for (const kind of known.signals) if (isRecorded(kind)) note(kind, true);
  note('blocked-address', isBlocked);
  // The house's own scripts and health checks run in its own network.
  note('automation', isAutomated(request.userAgent) && !isPrivate(request.ip));
  note('failed-attempts', failuresOf(concerned, known));
  note('impossible-travel', isTravel(seen));
  note('revoked-device', known.device?.trust === 'revoked');
  const { lastAt } = profile;
  note('dormant-account', isSignIn && lastAt !== null && request.at.getTime() - lastAt >= DORMANT_AFTER_MS);
  note('many-sessions', (known.lately - USUAL_SESSIONS) / (FULL_SESSIONS - USUAL_SESSIONS));
  note('busy-address', isSignIn && known.fromAddress >= BUSY_FROM && !isAtHome(profile, request.ip));
  return standing;
}

/** What the signals add to the sum of evidence; of a newcomer, the hard ones alone. */
export function evidenceOf(standing: Standing, isNewcomer: boolean): Record<string, number> {
  const parts: Record<string, number> = {};
  for (const [kind, share] of Object.entries(standing) as [keyof Standing, number][])
    if (SIGNALS[kind].isHard || !isNewcomer) parts[kind] = SIGNALS[kind].weight * share;
  return parts;
}

/** Whether an address tells no place: of a private network, the machine's own, or none at all. */
export const isPrivate = (ip: string | null): boolean =>
  !ip || !ipaddr.isValid(ip) || ipaddr.process(ip).range() !== 'unicast';

function failuresOf(concerned: Concerned, { failed, device }: Circumstances): number {
  const keys = failedKeysOf(concerned);
  // A stranger who guesses on browsers of their own is nothing against the browser that its owner is known by.
  const own = failed[device ? keys.known : keys.unknown] ?? 0;
  const share = (count: number, { from, full }: { from: number; full: number }) =>
    (count - from) / (full - from);
  return Math.max(share(own, FAILURES.person), share(failed[keys.address] ?? 0, FAILURES.address));
}

function isTravel({ concerned, known, sessionId }: Seen): boolean {
  const { at, ip } = concerned.request;
  const here = { country: countryOf(ip), at: at.getTime() };
  return known.sessions.some((session) => {
    const last = lastUse(session, session.id === sessionId);
    return here.at - last.at <= SIGNALS['impossible-travel'].lastsMs && isImpossible(last, here);
  });
}

/** Where a session was used last. This request has touched its own already, so that of it the last judgement counts. */
function lastUse({ country, seenAt, judgedAt, judgedOn }: UsedSession, isThis: boolean): Whereabouts {
  const judged = readJudgedOn(judgedOn);
  if (!judged || judgedAt === null) return { country, at: seenAt };
  return { country: judged.country, at: isThis ? judgedAt : Math.max(seenAt, judgedAt) };
}

const isAtHome = ({ sightings }: Profile, ip: string | null): boolean =>
  sightings.some(({ place }) => place.ip.endsWith(`/${ip}`));
