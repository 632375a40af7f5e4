import type { Tx } from '@/db/client';
import type { DeviceTrust, RequestFacts } from '../policy/actor';
import type { RiskLevel } from '../policy/risk-level';
import { blockedByInstallation } from './blocked-address';
import { type Circumstances, readCircumstances } from './circumstances';
import { isElsewhere, judgedOnOf, readJudgedOn, writeJudgedOn } from './judged-on';
import { evidenceOf, isPrivate, type Standing, signalsOf } from './observed-signals';
import type { Attempt, Proofs } from './risk/attempt';
import { attemptOf } from './risk/attempt-of-request';
import { factsOf } from './risk/facts';
import { keysRead } from './risk/learn';
import { newcomer, type Profile, remember } from './risk/profile';
import { besideEvidence, columnEvidence, sumOf, type Weighed, weigh } from './risk/score';
import { readTallies, talliesIn } from './risk/stored';
import { wholePoints } from './whole-points';

/** Who is judged, in which session, if in one, and what it was judged on before. */
export type Judged = {
  tenantId: string;
  personId: string;
  request: RequestFacts;
  session: { id: string; judgedOn: string | null } | null;
  /** What the session knows of its device's key; at a sign-in the browser's own is looked up. */
  proof?: Proofs['device'];
};

/** A risk as it stands in a session: the reasons' points are whole and add up to it. */
export type Judgement = {
  risk: number;
  level: RiskLevel;
  reasons: { reason: string; points: number }[];
  judgedOn: string;
  /** Whether the request came from elsewhere than the one that was judged before. */
  isElsewhere: boolean;
  deviceTrust: DeviceTrust;
  /** Until when the tenant or the installation blocks the address; null where neither does. */
  blockedUntil: Date | 'always' | null;
  /** What is learned of it, where it opens a session. */
  attempt: Attempt;
};

/** Judges how risky a request looks: two statements, and one where the person has no history. */
export async function judge(tx: Tx, judged: Judged): Promise<Judgement> {
  const { tenantId, personId, request, session } = judged;
  const concerned = { tenantId, personId, request, isSignIn: session === null };
  const known = await readCircumstances(tx, concerned);
  const profile = historyOf(known);
  const blockedUntil = blockedByInstallation(request.ip) ? 'always' : known.blockedUntil;
  const sessionId = session?.id ?? null;
  const standing = signalsOf({ concerned, known, profile, sessionId, isBlocked: blockedUntil !== null });
  const attempt = attemptOf(personId, request);
  const facts = factsOf(attempt);
  const tallies =
    profile.signIns === 0 ? new Map() : await readTallies(tx, tenantId, keysRead(profile, facts));
  const proof = judged.proof ?? (session ? undefined : proofAtSignIn(request, known.device));
  const { score, level, contributions } = weighAll({
    columns: columnEvidence(talliesIn(tallies), profile, facts),
    standing,
    proof,
    isPlaceless: isPrivate(request.ip),
  });
  const risk = Math.floor(score);
  const now = judgedOnOf(request);
  const before = readJudgedOn(session?.judgedOn ?? null);
  return {
    ...{ risk, level, reasons: wholePoints(contributions, risk), attempt, blockedUntil },
    judgedOn: writeJudgedOn(now, before),
    isElsewhere: isElsewhere(now, before),
    deviceTrust: trustShown(request, known.device),
  };
}

/** What is remembered of a person, with the sign-ins that nobody has learned from yet. */
function historyOf({ profile, lessons }: Circumstances): Profile {
  return lessons.reduce((known, lesson) => remember(known, factsOf(lesson)), profile ?? newcomer());
}

/** A device is trusted with its key: a browser that does not show it may be anybody who has copied its cookie. */
function trustShown({ deviceKey }: RequestFacts, device: Circumstances['device']): DeviceTrust {
  if (device?.trust === 'trusted' && device.key !== deviceKey) return 'known';
  return device?.trust ?? 'unknown';
}

/** At a sign-in the browser's key speaks, where the person is known by that browser. */
function proofAtSignIn({ deviceKey }: RequestFacts, device: Circumstances['device']): Proofs['device'] {
  if (!device?.key || device.trust === 'revoked') return undefined;
  return deviceKey === device.key ? 'proved' : 'missing';
}

type Parts = {
  columns: Readonly<Record<string, number>>;
  standing: Standing;
  proof: Proofs['device'];
  /** Whether the address tells no place. */
  isPlaceless: boolean;
};

/** A little below the middle: who is new is neither trusted nor suspected, and not judged high for it. */
const NEWCOMER = -0.1;
/** The end of what is high, just below critical. */
const MOST_WITHOUT_PLACE = 2.7;

/** Weighs the columns of the model, what was proved, and the signals in one sum. */
export function weighAll({ columns, standing, proof, isPlaceless }: Parts): Weighed {
  const isNewcomer = Object.keys(columns).length === 0;
  const beside = besideEvidence({ device: isNewcomer && proof === 'missing' ? undefined : proof });
  const hard = evidenceOf(standing, true);
  const soft = evidenceOf(standing, isNewcomer);
  const parts: Record<string, number> = { ...columns, ...beside, ...soft };
  if (isNewcomer) parts.newcomer = NEWCOMER;
  // Nobody is turned away for what is merely unusual where it cannot be seen how far from home it is.
  const tooMuch = sumOf(parts) - sumOf(hard) - MOST_WITHOUT_PLACE;
  if (isPlaceless && tooMuch > 0) parts.placeless = -tooMuch;
  return weigh(parts);
}
