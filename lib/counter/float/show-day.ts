import { z } from 'zod';
import { dayBefore, dayText } from '../../base/calendar-day';
import { calendarOf } from '../../base/clock';
import { notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { sampleFloat } from '../sample-float';
import { spanOf } from './day';
import { flow, readDay, readLastCount } from './read-day';
import { readFloatDay, storedDay } from './stored-day';

/** A day that is not closed yet, as the ledger has it now. */
const openDay = z.strictObject({
  day: z.string(),
  from: z.date(),
  until: z.date(),
  opening: z.bigint(),
  cameIn: z.bigint(),
  wentOut: z.bigint(),
  flows: z.array(flow),
  commission: z.bigint(),
  closing: z.bigint(),
  /** When cash was counted before, and how much; null where it never was. */
  counted: z.strictObject({ day: z.string(), at: z.date(), cash: z.bigint() }).nullable(),
  cashTaken: z.bigint(),
  cashPaid: z.bigint(),
  /** The cash that should lie in the drawer; null before the first count, which states it. */
  cashExpected: z.bigint().nullable(),
});
export type OpenDay = z.infer<typeof openDay>;

const output = z.strictObject({
  currency: z.string(),
  today: z.string(),
  /** Null where no float is open, and where this day is closed. */
  open: openDay.nullable(),
  closed: storedDay.nullable(),
  /** The day before today, where an agent who counts has not closed it. */
  unclosed: z.string().nullable(),
  hasFloat: z.boolean(),
});

/** Shows an agent their day: what it opened with, what moved, what they earned, and the cash that should lie in the drawer. */
export const counterDay = query({
  name: 'counter.day',
  proof: 'second-factor',
  input: z.strictObject({ day: dayText.optional() }),
  output,
  async run({ tx, actor, tenant, now }, { day: asked }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const agentId = actor.principal.id;
    const today = calendarOf(now, tenant.timeZone).day;
    const day = asked ?? today;
    const last = await readLastCount(tx, tenant, agentId);
    const yesterday = dayBefore(today);
    const common = {
      ...{ currency: tenant.currency, today },
      unclosed: last && last.day < yesterday ? yesterday : null,
    };
    const closed = await readFloatDay(tx, tenant, agentId, day);
    if (closed) return { ...common, open: null, closed, hasFloat: true };
    const span = spanOf(day, last, { tenant, now });
    const figures = await readDay(tx, tenant, agentId, span);
    if (!figures) return { ...common, open: null, closed: null, hasFloat: false };
    const { lastIds: _, ...shown } = figures;
    const counted = last && { day: last.day, at: last.countedUntil, cash: last.cashCounted };
    return {
      ...common,
      ...{ closed: null, hasFloat: true },
      open: { ...shown, day, from: span.from, until: span.until, counted: counted ?? null },
    };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return {};
  },
});
