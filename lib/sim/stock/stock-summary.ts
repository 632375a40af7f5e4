import { z } from 'zod';
import { SIM_STATES } from '@/db/schema/sim';
import { query } from '../../command/command';
import { readGauges } from '../../tenant/gauges';

/** How many SIMs are in each state of their life: now, or where counting is not cheap, when they were last counted. */
export const stockSummary = query({
  name: 'stock.summary',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({
    states: z.array(z.strictObject({ state: z.enum(SIM_STATES), count: z.number().int() })),
    countedAt: z.date().nullable(),
  }),
  async run({ tx, tenant }) {
    const { sims, countedAt } = await readGauges(tx, tenant);
    return { states: SIM_STATES.map((state) => ({ state, count: sims[state] ?? 0 })), countedAt };
  },
  sample: async () => ({}),
});
