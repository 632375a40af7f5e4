import { z } from 'zod';
import { query } from '../../command/command';
import { lastDays } from '../../tenant/last-days';
import {
  DURATION_ENDS,
  readSwapFlows,
  SWAP_REFUSALS,
  type SwapFigure,
  type SwapFlow,
} from '../../tenant/swap-flows';
import { medianSeconds } from './duration';

const count = z.number().int();

const took = z.strictObject({
  /** About the middle one, in seconds; null where there is none. */
  medianSeconds: z.number().nullable(),
  /** How many took up to so many seconds, and more than the one before; the last has no end. */
  buckets: z.array(z.strictObject({ upToSeconds: z.number().nullable(), count })),
});

const output = z.strictObject({
  /** The last thirty days of the tenant's calendar, today last. */
  days: z.array(
    z.strictObject({
      day: z.string(),
      requested: count,
      completed: count,
      refused: count,
      disputed: count,
      remedied: count,
    }),
  ),
  /** Over all of these days: what came to nothing, by why. */
  refused: z.array(z.strictObject({ reason: z.enum(SWAP_REFUSALS), count })),
  toComplete: took,
  toRemedy: took,
});
export type SwapFigures = z.infer<typeof output>;

/**
 * What became of the swaps of the last thirty days (P13). It reads what was counted ahead and counts what has come since,
 * so that it costs the same however many cases there are.
 */
export const swapFigures = query({
  name: 'sim.swap.figures',
  proof: 'second-factor',
  input: z.strictObject({}),
  output,
  async run({ tx, tenant, now }) {
    const days = lastDays(now, tenant.timeZone);
    const of = sumsOf(await readSwapFlows(tx, tenant, { firstDay: days[0] ?? '', now }));
    const over = (name: SwapFlow) => days.reduce((sum, day) => sum + of(name, day), 0);
    const refusedOn = (day: string) =>
      SWAP_REFUSALS.reduce((sum, reason) => sum + of(`swaps.refused.${reason}`, day), 0);
    const tookOf = (name: 'completed-in' | 'remedied-in') => {
      const counts = [...DURATION_ENDS, null].map((_, at) => over(`swaps.${name}.${at}`));
      return {
        medianSeconds: medianSeconds(counts, DURATION_ENDS),
        buckets: counts.map((many, at) => ({ upToSeconds: DURATION_ENDS[at] ?? null, count: many })),
      };
    };
    return {
      days: days.map((day) => ({
        day,
        requested: of('swaps.requested', day),
        completed: of('swaps.completed', day),
        refused: refusedOn(day),
        disputed: of('swaps.disputed', day),
        remedied: of('swaps.remedied', day),
      })),
      refused: SWAP_REFUSALS.map((reason) => ({ reason, count: over(`swaps.refused.${reason}`) })),
      toComplete: tookOf('completed-in'),
      toRemedy: tookOf('remedied-in'),
    };
  },
  sample: async () => ({}),
});

/** What was tallied and what has come since are two figures of one day. */
function sumsOf(figures: readonly SwapFigure[]): (name: SwapFlow, day: string) => number {
  const values = new Map<string, number>();
  for (const { name, day, value } of figures) {
    const key = `${name} ${day}`;
    values.set(key, (values.get(key) ?? 0) + Number(value));
  }
  return (name, day) => values.get(`${name} ${day}`) ?? 0;
}
