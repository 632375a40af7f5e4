import { z } from 'zod';
import { floatDays } from '@/db/schema/money';
import { dayText } from '../../base/calendar-day';
import { calendarOf } from '../../base/clock';
import { newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { keyText } from '../../command/key-text';
import type { Person } from '../../policy/actor';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { countOf, moneyAbout, spellAmount } from '../../wallet/amount';
import { sampleFloat } from '../sample-float';
import { spanOf } from './day';
import { readDay, readLastCount } from './read-day';
import { storedDay } from './stored-day';

const input = z.strictObject({
  /** Today, where it is not said. */
  day: dayText.optional(),
  cashCounted: z.string().max(64),
  /** Wanted where the count differs from what should be there. */
  note: z.union([z.literal(''), oneLine(300)]).optional(),
  key: keyText,
});

const counted = ({ cashCounted }: z.infer<typeof input>, { tenant }: Person) =>
  countOf(cashCounted, tenant, 'cashCounted');

/**
 * Closes an agent's day with a count of the cash in the drawer, once: what the ledger says, what was counted, and the
 * difference stay as they are. A difference wants a note; one beyond the tenant's setting is an incident.
 */
export const closeDay = command({
  name: 'counter.day.close',
  proof: 'second-factor',
  input,
  output: storedDay,
  idempotencyKey: 'key',
  about: (given, actor) => moneyAbout(counted(given, actor), actor.tenant),
  async run(deed, { day: asked, cashCounted: typed, note }) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const { id: agentId, locale } = actor.principal;
    const cashCounted = countOf(typed, tenant, 'cashCounted');
    const accountId = await lockFloat(deed, agentId);
    const last = await readLastCount(tx, tenant, agentId);
    const span = spanOf(asked ?? calendarOf(now, tenant.timeZone).day, last, { tenant, now });
    const figures = await readDay(tx, tenant, agentId, span);
    if (!figures) throw noFloatToClose();
    const { opening, cameIn, wentOut, commission, closing, lastIds } = figures;
    const cashExpected = figures.cashExpected ?? cashCounted;
    const difference = cashCounted - cashExpected;
    const spell = (minor: bigint) => spellAmount(minor, tenant, locale);
    if (difference !== 0n && !note) throw unexplained(spell(cashExpected), spell(difference));
    const row = {
      ...{ id: newId(now), day: span.day, opening, cameIn, wentOut, commission, closing },
      ...{ cashExpected, cashCounted, note: note || null, closedAt: now },
    };
    await tx.insert(floatDays).values({
      ...{ ...row, tenantId: tenant.id, agentId, currency: tenant.currency, closedBy: agentId },
      ...{ countedUntil: span.until, countedLast: lastIds },
    });
    const isFar = abs(difference) >= BigInt(tenant.settings.money.cashDifferenceTold) && difference !== 0n;
    if (isFar) await raise(deed, agentId, { ...row, difference });
    const { id: _, note: said, closedAt: __, ...figuresOfDay } = row;
    return {
      output: row,
      evidence: {
        subject: `account:${accountId}`,
        severity: isFar ? 'warning' : 'info',
        change: { ...figuresOfDay, difference, note: said, agent: agentId },
      },
    };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return { cashCounted: '35000', note: '', key: newId(ground.now) };
  },
});

/** Of two who count at once the second sees the count of the first. */
async function lockFloat({ tx, tenant }: Deed, agentId: string): Promise<string> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'float-lock',
    text: `select id from accounts where tenant_id = $1 and owner_id = $2 and kind = 'float' and currency = $3
      for no key update`,
    values: [tenant.id, agentId, tenant.currency],
  });
  const [float] = rows;
  if (!float) throw noFloatToClose();
  return float.id;
}

type Differing = {
  day: string;
  cashExpected: bigint;
  cashCounted: bigint;
  difference: bigint;
  note: string | null;
};

async function raise({ tx, tenant, now }: Deed, personId: string, found: Differing): Promise<void> {
  const [kind, severity] = ['cash-difference', 'warning'] as const;
  const { day, cashExpected, cashCounted, difference, note } = found;
  const { id: incidentId, isNew } = await openIncident(tx, tenant, now, {
    ...{ kind, severity, about: `float:${personId}`, personId },
    facts: {
      ...{ day, expected: String(cashExpected), counted: String(cashCounted) },
      ...{ difference: String(difference), currency: tenant.currency, note },
    },
  });
  if (isNew) await tellOfIncident(tx, tenant, now, { incidentId, kind, severity, personId, by: null });
}

const abs = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

const unexplained = (expected: string, difference: string) =>
  new Refusal(
    'cash_difference_unexplained',
    'By the ledger {expected} should lie in the drawer: the count differs by {difference}. Count again, or write down why.',
    { status: 409, field: 'note', values: { expected, difference } },
  );

const noFloatToClose = () =>
  new Refusal('no_float_to_close', 'You have no float yet, so there is no day to close.', { status: 409 });
