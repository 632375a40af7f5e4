import { z } from 'zod';
import { SIM_STATES } from '@/db/schema/sim';
import { query } from '../../command/command';
import type { SimState } from '../sim';

/** Counted exactly up to here; what is more than this is said to be more, since nobody waits for ten million. */
export const COUNTED_TO = 200_000;

const counts = SIM_STATES.map(
  (state) => `(select count(*)::int from (select from sims where tenant_id = $1 and state = '${state}'
               limit ${COUNTED_TO + 1}) few) as ${state}`,
);

/** How many SIMs are in each state of their life. */
export const stockSummary = query({
  name: 'stock.summary',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({
    states: z.array(
      z.strictObject({ state: z.enum(SIM_STATES), count: z.number().int(), orMore: z.boolean() }),
    ),
  }),
  async run({ tx, tenant }) {
    const { rows } = await tx.$client.query<Record<SimState, number>>({
      name: 'stock-summary',
      text: `select ${counts.join(', ')}`,
      values: [tenant.id],
    });
    return {
      states: SIM_STATES.map((state) => {
        const counted = rows[0]?.[state] ?? 0;
        return { state, count: Math.min(counted, COUNTED_TO), orMore: counted > COUNTED_TO };
      }),
    };
  },
  sample: async () => ({}),
});
