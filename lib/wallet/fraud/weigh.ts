import { calendarOf } from '../../base/clock';
import { needsProof, type Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import type { Person } from '../../policy/actor';
import { isFreshlyProved } from '../../policy/authorise';
import type { MoneySettings } from '../../policy/money-settings';
import { OF_MONEY } from '../../trust/decision/cedar-schema';
import { lookAgain, type SecondLook } from '../../trust/decision/second-look';
import { countryOf } from '../../trust/place';
import { moneyAbout } from '../amount';
import type { Holder } from '../figures';
import type { Locked, Maker } from '../ledger';
import type { Movement } from '../post';
import { outOf } from '../wallet';
import { type FraudFacts, fraudFactsOf } from './facts';
import type { News } from './look';
import { lookOf } from './movement';
import { type FraudScore, fraudScore } from './score';
import { ALERT_FROM } from './scorecard';
import { OUTCOMES, type Outcome, type Scored } from './scored';

/** What is to be done about a movement, with what is kept of it; `refused` where it is not to be done. */
export type Weighed = {
  outcome: Outcome;
  scored: Scored;
  /** What a policy says that refuses it. */
  refused: Refusal | undefined;
};

type Movable = Movement & { operation: 'transfer' | 'withdrawal' };
export type Weighing = {
  movement: Movable;
  locked: Locked;
  maker: Maker;
  policies: SecondLook;
  payerId: string;
  payeeId: string | null;
};

/**
 * Weighs a movement on locked accounts before it is done: the model's score, the tenant's thresholds and its policies, of
 * which the strictest counts. It reads nothing. Whoever pays for themselves and can show a second factor is asked for it
 * (thrown, since nothing is kept of it then); who has none is held instead. What an agent starts the customer confirms on
 * their own device anyway, which is more than a step up of the agent.
 */
export function weigh({ actor, tenant, now }: Omit<Deed, 'tx'>, weighing: Weighing): Weighed {
  const { movement, locked, maker, policies, payerId, payeeId } = weighing;
  const own = actor.kind === 'person' && actor.principal.id === payerId ? actor : undefined;
  const look = lookOf(tenant, movement, { locked, now, news: own && newsOf(own) });
  if (!look || !locked.payer) throw new Error('A movement without a paying wallet was weighed');
  const { reasons, ...made } = fraudScore(look);
  const score = pointsOf(made);
  const facts = fraudFactsOf(look);
  const gone = goneToday(locked.payer, tenant, now);
  const about = { ...moneyAbout(movement.amount, tenant), ...aboutOf(score, facts, gone) };
  const asked = lookAgain(policies, actor, about, OF_MONEY);
  const said = asked.answer === 'step-up' ? 'step_up' : asked.answer;
  const { fraud } = tenant.settings.money;
  const isLow = Number(movement.amount) + about.outOfDay <= fraud.lowValue;
  const wanted = strictest(byThreshold(score, fraud, isLow), said);
  const outcome = wanted === 'step_up' && own ? steppedUp(own) : wanted;
  const { ip, deviceId } = maker;
  const scored: Scored = {
    ...{ tenantId: tenant.id, deedId: movement.deedId, operation: movement.operation, payerId, payeeId },
    ...{ madeBy: maker.personId ?? payerId, payerAccountId: locked.payer.accountId },
    ...{ amount: movement.amount, currency: movement.currency ?? tenant.currency, at: now },
    ...{ score, reasons: rounded(reasons), outcome },
    flagged: outcome === 'hold' || outcome === 'refuse' || isAlert(score),
    facts: { ...facts, ip, deviceId, country: countryOf(ip) },
  };
  const refused = asked.answer === 'refuse' ? asked.refused : undefined;
  return { outcome, scored, refused };
}

/** The score in thousandths, on a scale that has 500 where the model's own alert begins, however it was learned. */
export function pointsOf({ evidence }: Pick<FraudScore, 'evidence'>): number {
  const alert = Math.log(ALERT_FROM / (1 - ALERT_FROM));
  return Math.round(1000 / (1 + Math.exp(alert - evidence)));
}

const isAlert = (score: number): boolean => score >= 500;

/**
 * What the tenant does from a score on. Where a day's money stays low nobody is troubled: PSD2's rules do so too (EU
 * 2018/389 article 16, low-value payments with a sum that is counted).
 */
function byThreshold(
  score: number,
  { stepUpFrom, holdFrom, refuseFrom }: MoneySettings['fraud'],
  isLow: boolean,
): Outcome {
  const reaches = (from: number | null) => from !== null && score >= from;
  if (isLow) return 'allow';
  if (reaches(refuseFrom)) return 'refuse';
  if (reaches(holdFrom)) return 'hold';
  return reaches(stepUpFrom) ? 'step_up' : 'allow';
}

const strictest = (one: Outcome, other: Outcome): Outcome =>
  OUTCOMES.indexOf(one) > OUTCOMES.indexOf(other) ? one : other;

/** A step up that was made is remembered as one; one that cannot be made is for people to look at. */
function steppedUp(payer: Person): Outcome {
  if (isFreshlyProved(payer)) return 'step_up';
  if (payer.request.line || !payer.principal.mfaEnabled) return 'hold';
  throw needsProof('fresh-second-factor');
}

/**
 * What counts for the payer's limits of today. Habits know what was done, and this what is held for later as well: several
 * payments that wait at one moment would else not know of each other.
 */
function goneToday(payer: Holder, { timeZone }: Deed['tenant'], now: Date) {
  const { today, cashOuts } = outOf(payer, calendarOf(now, timeZone));
  return { sum: Number(today), count: cashOuts };
}

type Gone = ReturnType<typeof goneToday>;

/** What policies may ask about a movement, by the names of the Cedar schema. */
const aboutOf = (
  moneyRisk: number,
  { velocity: { hour, day, week }, firstPayee, ...facts }: FraudFacts,
  today: Gone,
) => ({
  ...{ moneyRisk, firstPayee },
  ...{
    outsOfHour: Math.ceil(hour.count),
    outsOfDay: Math.ceil(Math.max(day.count, today.count)),
    outsOfWeek: Math.ceil(Math.max(week.count, today.count)),
  },
  outOfHour: Math.ceil(hour.sum),
  outOfDay: Math.ceil(Math.max(day.sum, today.sum)),
  outOfWeek: Math.ceil(Math.max(week.sum, today.sum)),
  ...(facts.hoursSinceSwap === null ? {} : { payerHoursSinceSwap: Math.floor(facts.hoursSinceSwap) }),
});

/** What is new about how somebody came who pays for themselves in the portal. */
function newsOf({ request, session }: Person): News | undefined {
  if (request.line) return undefined;
  const country = countryOf(request.ip);
  const places = session.devicePlaces ?? [];
  return {
    device: session.deviceTrust === 'unknown',
    country: country !== null && places.length > 0 && !places.includes(country),
  };
}

const rounded = (reasons: FraudScore['reasons']) =>
  reasons.map(({ code, points }) => ({ code, points: Math.round(points * 1000) / 1000 }));
