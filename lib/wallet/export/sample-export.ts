import { moneyExports } from '@/db/schema/money-export';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { sampleFunds } from '../sample-wallet';
import { periodOf } from '../statement/period';
import { KEPT_MS } from './export';

/** Writes an export of a wallet, the actor's own where no other is said, that waits to be made, for the samples of commands. */
export async function sampleExport(
  ground: SampleGround,
  over: Partial<typeof moneyExports.$inferInsert> = {},
): Promise<string> {
  const { tx, tenant, now, actorId } = ground;
  const { personId = actorId } = over;
  await sampleFunds(ground, personId, 10_000n);
  const id = newId(now);
  const period = periodOf({}, tenant.timeZone, now);
  await tx.insert(moneyExports).values({
    ...{ tenantId: tenant.id, id, personId, kind: 'statement', format: 'csv', state: 'waiting' },
    asked: { of: 'wallet', currency: tenant.currency, locale: tenant.locale, ...period },
    ...{ askedAt: now, expiresAt: after(now, KEPT_MS) },
    ...over,
  });
  return id;
}
