import { z } from 'zod';
import { dayText } from '../../base/calendar-day';
import { after, calendarOf, DAY_MS } from '../../base/clock';
import { idText, newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { atField } from '../../base/refusal';
import { momentOf } from '../../base/zoned-time';
import { command, type Deed } from '../../command/command';
import { keyText } from '../../command/key-text';
import { notifyPerson } from '../../notice/notify';
import { spellTime } from '../../notice/spell-time';
import { languageOf } from '../../notice/words';
import type { Tenant } from '../../policy/tenant';
import { amountOf, spellAmount } from '../amount';
import { type Holder, readHolders, walletOf } from '../figures';
import type { Kind, ProposalFact } from '../proposal/proposal';
import { proposalStep, propose } from '../proposal/propose';
import { sampleCustomer } from '../sample-wallet';
import { limitsOf, type Raise } from '../wallet';
import { noWallet } from '../why-not';
import { RAISED, refusalOfRaise } from './raise';

const amountText = z.string().max(64).optional();

/**
 * Proposes to raise the ceilings of one person until a day; a colleague decides. Refuses what is not above the tier's own,
 * what is above the tenant's ceiling of raises, and more than three months.
 */
export const proposeRaise = command({
  name: 'limit.propose',
  proof: 'fresh-second-factor',
  input: z.strictObject({
    personId: idText,
    ...{ perTransfer: amountText, outPerDay: amountText, outPerMonth: amountText, balance: amountText },
    until: dayText,
    reason: oneLine(300),
    key: keyText,
  }),
  output: proposalStep,
  idempotencyKey: 'key',
  async run(deed, { personId, until: day, reason, ...typed }) {
    const { tenant, now } = deed;
    const holder = await holderOf(deed, personId);
    const raise = Object.fromEntries(
      RAISED.map((name) => [name, minorOf(name, typed[name], tenant)]),
    ) as Raise;
    const until = momentOf(day, tenant.timeZone);
    const refused = refusalOfRaise(tenant, { raise, until, tier: holder.tier, now });
    if (refused) throw refused;
    const amounts = RAISED.map((name) => [name, raise[name] === null ? null : String(raise[name])]);
    const terms = { ...Object.fromEntries(amounts), until: until.toISOString() };
    return propose(deed, { kind: 'limit_raise', personId, currency: tenant.currency, terms, reason });
  },
  async sample(ground) {
    const { now, tenant } = ground;
    const { personId } = await sampleCustomer(ground);
    const until = calendarOf(after(now, 10 * DAY_MS), tenant.timeZone).day;
    return {
      ...{ personId, perTransfer: '30000', outPerDay: '80000', until },
      ...{ reason: 'They pay for a wedding this week', key: newId(now) },
    };
  },
});

const minorOf = (field: string, text: string | undefined, tenant: Tenant): bigint | null =>
  text === undefined ? null : atField(field, () => amountOf(text, tenant));

async function holderOf({ tx, tenant, now }: Deed, personId: string): Promise<Holder> {
  const { payer } = await readHolders(tx, tenant, { payer: walletOf(personId), now });
  if (!payer) throw noWallet();
  return payer;
}

const minor = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(BigInt)
  .nullable();
const stored = z.object({
  ...{ perTransfer: minor, outPerDay: minor, outPerMonth: minor, balance: minor },
  until: z.iso.datetime().transform((text) => new Date(text)),
});

/** Raises what was proposed, if it is still above the tier's own; a raise that stands is replaced by it. */
export const limitRaise: Kind = {
  async apply(deed, one) {
    const { tx, tenant, now } = deed;
    const personId = one.personId ?? '';
    const { until, ...raise } = stored.parse(one.terms);
    const { tier } = await holderOf(deed, personId);
    const refused = refusalOfRaise(tenant, { raise, until, tier, now });
    if (refused) throw refused;
    await tx.$client.query({
      name: 'limit-raise',
      text: `insert into limit_raises (tenant_id, person_id, per_transfer, out_per_day, out_per_month, balance, until, proposal_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (tenant_id, person_id) do update set per_transfer = excluded.per_transfer,
               out_per_day = excluded.out_per_day, out_per_month = excluded.out_per_month, balance = excluded.balance,
               until = excluded.until, proposal_id = excluded.proposal_id`,
      values: [tenant.id, personId, ...RAISED.map((name) => raise[name]), until, one.id],
    });
    await notifyPerson(tx, tenant, now, personId, {
      template: 'limitsRaised',
      values: (locale) => ({
        until: spellTime(until, languageOf(locale ?? tenant.locale), tenant.timeZone),
        amount: spellHighest(tenant, raise, locale),
      }),
    });
    return { raised: Object.fromEntries(RAISED.map((name) => [name, raise[name]])), until };
  },
  async facts(deed, one) {
    const { tenant } = deed;
    const { until, ...raise } = stored.parse(one.terms);
    const holder = await holderOf(deed, one.personId ?? '');
    const limits = limitsOf(holder, tenant.settings.money);
    const facts: ProposalFact[] = [];
    for (const name of RAISED) {
      const [asked, stands] = [raise[name], limits?.[name]];
      if (asked === null) continue;
      const was = typeof stands === 'number' ? spellAmount(BigInt(stands), tenant, null) : '–';
      facts.push({ what: `raise_${name}`, text: `${was} → ${spellAmount(asked, tenant, null)}` });
    }
    return [...facts, { what: 'raiseUntil', at: until }];
  },
};

/** The most that may leave at a time, or else the first thing that was raised, for a message of one line. */
function spellHighest(tenant: Tenant, raise: Raise, locale: string | null): string {
  const first = RAISED.map((name) => raise[name]).find((asked) => asked !== null);
  return spellAmount(first ?? 0n, tenant, locale);
}
