import { sims } from '@/db/schema/sim';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { sealSecrets } from '../secrets';
import { sampleIccid } from './sample-import';

/** Writes a card into stock, for the samples of commands. Gives its id and ICCID. */
export async function sampleSim({ tx, tenant, now }: Pick<SampleGround, 'tx' | 'tenant' | 'now'>) {
  const [id, iccid] = [newId(now), sampleIccid(now)];
  const secrets = { pin1: '1234', puk1: '12345678', pin2: '4321', puk2: '87654321' };
  await tx.insert(sims).values({
    ...{ tenantId: tenant.id, id, iccid, iccidBackwards: [...iccid].reverse().join('') },
    ...{ imsi: `63510${iccid.slice(-10)}`, secrets: sealSecrets(tenant.id, id, secrets), state: 'in_stock' },
    ...{ createdAt: now, changedAt: now },
  });
  return { id, iccid };
}
