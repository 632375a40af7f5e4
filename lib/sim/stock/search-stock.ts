import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { sims } from '@/db/schema/sim';
import { Refusal } from '../../base/refusal';
import { query } from '../../command/command';
import { sampleSim } from './sample-sim';

const SHOWN = 10;
/** Fewer would find half of the stock. */
export const SEARCH_FROM_DIGITS = 3;

/**
 * Finds cards in stock by how their ICCID begins (it starts with 89) or by its last digits, as they are printed on the
 * card. Gives at most ten. Both are one range of an index; only what is in stock is found.
 */
export const searchStock = query({
  name: 'sim.stock.search',
  proof: 'second-factor',
  input: z.strictObject({
    digits: z
      .string()
      .max(40)
      .transform((text) => text.replace(/\D/g, '')),
  }),
  output: z.strictObject({
    sims: z.array(z.strictObject({ iccid: z.string(), msisdn: z.string().nullable() })),
    more: z.boolean(),
  }),
  async run({ tx, tenant }, { digits }) {
    if (digits.length < SEARCH_FROM_DIGITS) throw tooFew();
    const byEnd = await inRange(tx, tenant.id, BACKWARDS, backwards(digits), `${backwards(digits)}:`);
    // In any collation the digits stand in their order, and of what starts with 89 there is always a next.
    const byStart = digits.startsWith('89')
      ? await inRange(tx, tenant.id, sims.iccid, digits, String(BigInt(digits) + 1n))
      : [];
    const found = [...new Map([...byStart, ...byEnd].map((sim) => [sim.iccid, sim])).values()];
    return { sims: found.slice(0, SHOWN), more: found.length > SHOWN };
  },
  async sample(ground) {
    const { iccid } = await sampleSim(ground);
    return { digits: iccid.slice(-6) };
  },
});

const backwards = (text: string) => [...text].reverse().join('');

/** The order of bytes, in which a colon is the character after 9. */
const BACKWARDS = sql`${sims.iccidBackwards} collate "C"`;

function inRange(
  tx: Tx,
  tenantId: string,
  column: typeof sims.iccid | typeof BACKWARDS,
  from: string,
  below: string,
) {
  return tx
    .select({ iccid: sims.iccid, msisdn: sims.presetMsisdn })
    .from(sims)
    .where(
      and(
        eq(sims.tenantId, tenantId),
        eq(sims.state, 'in_stock'),
        sql`${column} >= ${from}`,
        sql`${column} < ${below}`,
      ),
    )
    .orderBy(column)
    .limit(SHOWN + 1);
}

const tooFew = () =>
  new Refusal('too_few_digits', 'Type at least {count} digits of the card.', {
    field: 'digits',
    values: { count: SEARCH_FROM_DIGITS },
  });
