import { z } from 'zod';
import type { Tx } from '@/db/client';
import { claimRefused, claimText, outageNumber } from '../../auth/recovery/claim';
import { samplePerson } from '../../auth/sample-person';
import { after } from '../../base/clock';
import { command, query, type SampleGround } from '../../command/command';
import { stateForReporter } from './outage';
import { sampleOutage } from './sample-outage';
import { findClaimed, lockClaimed } from './stored-outage';

const claimed = z.strictObject({ number: outageNumber, claim: claimText });
const MOST_SHOPS = 12;

const shop = z.strictObject({ name: z.string(), where: z.string().nullable() });

async function sampleClaim(ground: SampleGround) {
  const { personId } = await samplePerson(ground);
  const { number, claim } = await sampleOutage(ground, personId);
  return { number, claim };
}

/** Where a report stands, for whoever has its secret: what is safe, until when, and where the shops are. It tells of nobody. */
export const lookAtOutage = query({
  name: 'outage.look',
  proof: 'none',
  input: claimed,
  output: z.strictObject({
    number: z.string(),
    /** The telephone as it was typed, masked. */
    named: z.string(),
    state: z.enum(['holding', 'over', 'taken-back']),
    reportedAt: z.date(),
    until: z.date(),
    shops: z.array(shop),
  }),
  async run({ tx, tenant, now }, given) {
    const one = await findClaimed(tx, tenant.id, given);
    if (!one) throw claimRefused();
    const { number, named, reportedAt } = one;
    const { outageMs } = tenant.settings.swap;
    const [state, until] = [stateForReporter(one, now, outageMs), after(reportedAt, outageMs)];
    return { number, named, state, reportedAt, until, shops: await shopsOf(tx, tenant.id) };
  },
  sample: sampleClaim,
});

export const SHOPS = {
  name: 'outage-shops',
  text: `select s.name, a.name as where from units s
    left join units a on a.tenant_id = $1 and a.id = s.parent_id
    where s.tenant_id = $1 and s.kind = 'shop' order by s.name, s.id limit $2`,
};

/** The shops of a tenant by name, each with what it lies in: we know no place of whoever asks. */
async function shopsOf(tx: Tx, tenantId: string): Promise<z.infer<typeof shop>[]> {
  const { rows } = await tx.$client.query<z.infer<typeof shop>>({ ...SHOPS, values: [tenantId, MOST_SHOPS] });
  return rows;
}

/** Takes the number and the secret of a report in a browser that did not make it. */
export const claimOutage = command({
  name: 'outage.claim',
  proof: 'none',
  perMinute: 10,
  input: claimed,
  output: claimed,
  async run({ tx, tenant }, given) {
    const { one, refused } = await lockClaimed(tx, tenant.id, given);
    if (refused) return { refused, evidence: {} };
    return { output: given, evidence: { subject: `outage:${one.id}` } };
  },
  sample: sampleClaim,
});
