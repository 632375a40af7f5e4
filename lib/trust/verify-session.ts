import { inTenant, type Tx } from '@/db/client';
import { MINUTE_MS, SECOND_MS } from '../base/clock';
import type { Actor, Person } from '../policy/actor';
import type { Permission } from '../policy/permissions';
import { RISK_LEVELS, type RiskLevel } from '../policy/risk-level';
import { addressBlocked, assertNotBlocked } from './blocked-address';
import { demandsOf } from './decision/demands';
import { deviceProofOf } from './device/device-proof';
import { SESSION_ENDERS } from './incident/ended';
import { respondToRisk } from './incident/respond';
import { type Judgement, judge } from './judge';
import { isElsewhere, judgedOnOf, readJudgedOn } from './judged-on';

/** A judgement that changes nothing is not written again so soon. */
const WRITTEN_AGAIN_AFTER_MS = 30 * SECOND_MS;
/** For so long after the session's key has signed, those who only look are believed to be in its browser. */
const PROOF_STANDS_MS = 15 * MINUTE_MS;

/** A page asks several questions with one actor: their session is judged once. */
const judgedForReading = new WeakMap<Person, Promise<Actor>>();

/**
 * Judges anew how risky a session looks, at each command and at reads once the zone's interval is over or the request comes
 * from elsewhere. Gives the actor as it stands now: its risk, or a stranger where what was found has ended the session.
 * Refuses, by throwing, a command from an address that is blocked. Who comes over a telephone's line has neither browser
 * nor address of their own.
 */
export async function verifySession(
  actor: Actor,
  { kind, name }: { kind: 'command' | 'query'; name: Permission },
): Promise<Actor> {
  if (actor.kind === 'system' || actor.request.line) return actor;
  if (actor.kind === 'stranger') {
    if (kind === 'command') await assertNotBlocked(actor.tenant, actor.request);
    return actor;
  }
  if (kind === 'command') return judgeAnew(actor, kind);
  if (!isDue(actor, demandsOf(actor.tenant, name).reverifyMs)) return actor;
  const before = judgedForReading.get(actor);
  if (before) return before;
  const judged = judgeAnew(actor, kind);
  judgedForReading.set(actor, judged);
  return judged;
}

function isDue({ request, session }: Person, reverifyMs: number): boolean {
  if (session.judgedAt === null) return true;
  return (
    request.at.getTime() - session.judgedAt.getTime() >= reverifyMs ||
    isElsewhere(judgedOnOf(request), readJudgedOn(session.judgedOn))
  );
}

function judgeAnew(actor: Person, kind: 'command' | 'query'): Promise<Actor> {
  const { tenant, request, principal, session } = actor;
  return inTenant(tenant.id, async (tx) => {
    const proof = proofOf(actor, kind);
    const { id, judgedOn } = session;
    const about = { tenantId: tenant.id, personId: principal.id, request, session: { id, judgedOn } };
    const judged = await judge(tx, { ...about, proof });
    if (kind === 'command' && judged.blockedUntil !== null) throw addressBlocked(judged.blockedUntil, tenant);
    if (proof === 'missing') return answerCopy(tx, actor, judged);
    await store(tx, actor, judged);
    const isEnded = calls(session, judged) && (await isEndedBy(tx, actor, 'risky-session', judged));
    return isEnded ? strangerOf(actor) : withJudgement(actor, judged);
  });
}

/**
 * What a request proves of the device that its session is bound to. Pages are asked for without a signature, so that for
 * those who only look the last one counts; and a browser of another name is not the one with the key.
 */
function proofOf(actor: Person, kind: 'command' | 'query'): 'proved' | 'missing' | undefined {
  const proof = deviceProofOf(actor);
  if (proof === 'none') return undefined;
  if (proof === 'proved' || kind === 'command') return proof;
  const { request, session } = actor;
  const before = readJudgedOn(session.judgedOn);
  if (before && before.browser !== judgedOnOf(request).browser) return 'missing';
  const since = session.keyProvedAt;
  return since && request.at.getTime() - since.getTime() <= PROOF_STANDS_MS ? 'proved' : undefined;
}

/**
 * Answers a cookie without its key. What is found is not the owner's, so that nothing of it is written into their session:
 * the deed does not go through, and whether the session goes on is the tenant's to say.
 */
async function answerCopy(tx: Tx, actor: Person, judged: Judgement): Promise<Actor> {
  const before = readJudgedOn(actor.session.judgedOn);
  const now = judgedOnOf(actor.request);
  const isOther = before !== null && (before.network !== now.network || before.browser !== now.browser);
  const seen = { ...judged, level: higher(judged.level, isOther ? 'critical' : 'high') };
  return (await isEndedBy(tx, actor, 'copied-session', seen))
    ? strangerOf(actor)
    : withJudgement(actor, seen);
}

const rankOf = (level: RiskLevel) => RISK_LEVELS.indexOf(level);
const higher = (one: RiskLevel, other: RiskLevel) => (rankOf(one) > rankOf(other) ? one : other);
const isRisky = (level: RiskLevel) => rankOf(level) >= rankOf('high');

/** Whether a judgement calls for a response: it is risky, and worse than before or found of a request from elsewhere. */
const calls = ({ riskLevel }: Person['session'], { level, isElsewhere }: Judgement): boolean =>
  isRisky(level) && (rankOf(level) > rankOf(riskLevel) || isElsewhere);

async function isEndedBy(
  tx: Tx,
  { tenant, request, principal, session }: Person,
  kind: 'risky-session' | 'copied-session',
  { level, risk, reasons, attempt }: Judgement,
): Promise<boolean> {
  const { done } = await respondToRisk(tx, tenant, request.at, {
    ...{ kind, level, personId: principal.id, sessionId: session.id },
    ...{ deviceId: request.deviceId, ip: request.ip },
    facts: { risk, reasons, country: attempt.country, asn: attempt.asn },
  });
  return done.some((name) => SESSION_ENDERS.has(name));
}

const STORE = {
  name: 'session-judged',
  text: `update sessions set risk = $3, risk_level = $4, risk_reasons = $5::jsonb, judged_at = $6, judged_on = $7
    where tenant_id = $1 and id = $2`,
};

async function store(tx: Tx, { tenant, request, session }: Person, judged: Judgement): Promise<void> {
  const { risk, level, reasons, judgedOn } = judged;
  const isSame = risk === session.risk && level === session.riskLevel && judgedOn === session.judgedOn;
  const sinceMs = request.at.getTime() - (session.judgedAt?.getTime() ?? Number.NEGATIVE_INFINITY);
  if (isSame && sinceMs < WRITTEN_AGAIN_AFTER_MS) return;
  const values = [tenant.id, session.id, risk, level, JSON.stringify(reasons), request.at, judgedOn];
  await tx.$client.query({ ...STORE, values });
}

const strangerOf = ({ tenant, request }: Person): Actor => ({ kind: 'stranger', tenant, request });

const withJudgement = (actor: Person, { risk, level, judgedOn, deviceTrust }: Judgement): Person => ({
  ...actor,
  session: {
    ...actor.session,
    ...{ risk, riskLevel: level, judgedOn, judgedAt: actor.request.at },
    // A browser that was taken from the list counts from then on, also where the request began before.
    deviceTrust: deviceTrust === 'revoked' ? deviceTrust : actor.session.deviceTrust,
  },
});
