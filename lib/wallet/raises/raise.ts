// 1. A raise is for one person and ends on a day; when it is over the tier's own ceilings stand again by themselves.
// 2. It never lowers: what is not above the tier's own is refused, and what the tier has risen to meanwhile counts.
// 3. It has a ceiling of its own, a multiple of the highest tier's, so that two people cannot make a bank of a wallet.
import { after, DAY_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import type { MoneySettings } from '../../policy/money-settings';
import type { Tenant } from '../../policy/tenant';
import { spellAmount } from '../amount';
import type { Raise, Tier } from '../wallet';

export const RAISED = ['perTransfer', 'outPerDay', 'outPerMonth', 'balance'] as const;
type RaisedLimit = (typeof RAISED)[number];

/** Whoever needs more for longer than this needs another tier. */
const LONGEST_MS = 92 * DAY_MS;

/** The highest that a ceiling may be raised to; undefined where the highest tier has none. */
function highestOf(name: RaisedLimit, money: MoneySettings): bigint | undefined {
  const top = money.tiers[2][name];
  return top === null ? undefined : BigInt(top) * BigInt(money.raiseUpTo);
}

type Asked = { raise: Raise; until: Date; tier: Tier; now: Date };

/** Gives why ceilings may not be raised so for somebody of a tier, or undefined. */
export function refusalOfRaise(tenant: Tenant, { raise, until, tier, now }: Asked): Refusal | undefined {
  const { money } = tenant.settings;
  if (until <= now) return untilIsPast();
  if (until > after(now, LONGEST_MS)) return tooLong();
  if (RAISED.every((name) => raise[name] === null)) return nothingRaised();
  for (const name of RAISED) {
    const asked = raise[name];
    if (asked === null) continue;
    const own = money.tiers[tier][name];
    if (own === null) return hasNone(name);
    if (asked <= BigInt(own)) return notHigher(name, spellAmount(BigInt(own), tenant, null));
    const highest = highestOf(name, money);
    if (highest !== undefined && asked > highest) return tooHigh(name, spellAmount(highest, tenant, null));
  }
  return undefined;
}

const untilIsPast = () =>
  new Refusal('raise_until_past', 'This day is over. Choose a later one.', { field: 'until' });

const tooLong = () =>
  new Refusal('raise_too_long', 'Limits are raised for three months at most. Choose an earlier day.', {
    field: 'until',
  });

const nothingRaised = () =>
  new Refusal('raise_of_nothing', 'Type at least one limit that is to be higher.', { field: 'perTransfer' });

const hasNone = (field: string) =>
  new Refusal('raise_of_no_limit', 'There is no such limit for this person. Leave this empty.', { field });

const notHigher = (field: string, own: string) =>
  new Refusal('raise_not_higher', 'This person has {own} already. Type more, or leave this empty.', {
    field,
    values: { own },
  });

const tooHigh = (field: string, highest: string) =>
  new Refusal('raise_too_high', 'Nobody’s limit is raised above {highest} here.', {
    field,
    values: { highest },
  });

export const notRaised = () =>
  new Refusal('raise_is_over', 'The limits of this person are not raised, or not any more.', { status: 409 });
