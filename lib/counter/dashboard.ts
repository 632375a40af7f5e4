import { z } from 'zod';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { floatOf } from '../wallet/figures';
import { ledgerPage, readLedgerPage } from '../wallet/ledger-page';
import { readFloat } from './float';
import { isLow } from './float/low';
import { sampleFloat } from './sample-float';

const LATEST = 8;

const output = z.strictObject({
  currency: z.string(),
  /** Null until an owner has opened it. */
  float: z
    .strictObject({
      available: z.bigint(),
      /** What it was last filled up to. */
      level: z.bigint(),
      low: z.boolean(),
      commission: z.bigint(),
      today: z.strictObject({
        deposits: z.number(),
        in: z.bigint(),
        out: z.bigint(),
        commission: z.bigint(),
      }),
    })
    .nullable(),
  movements: ledgerPage.shape.movements,
});

/** Shows an agent their float, what flowed today in the tenant's time zone, what they earned, and the latest movements. */
export const counterDashboard = query({
  name: 'counter.dashboard',
  proof: 'second-factor',
  input: z.strictObject({}),
  output,
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const agentId = actor.principal.id;
    const float = await readFloat(tx, tenant, agentId, now);
    const { movements } = await readLedgerPage(tx, tenant, floatOf(agentId), { limit: LATEST });
    const low = float !== undefined && isLow(float.available, float.level, tenant.settings.money);
    return { currency: tenant.currency, float: float ? { ...float, low } : null, movements };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return {};
  },
});
