import { totpFactors } from '@/db/schema/auth';
import { newId } from '../base/id';
import { seal } from '../base/seal';
import type { SampleGround } from '../command/command';
import { totpPlace } from './second-factor';
import { newTotpSecret, totpCode } from './totp';

/** Writes an authenticator for a person, for the samples of commands; gives its id, its secret and the code of the moment. */
export async function sampleFactor({ tx, tenant, now }: SampleGround, personId: string, confirmed = true) {
  const id = newId(now);
  const secret = newTotpSecret();
  await tx.insert(totpFactors).values({
    tenantId: tenant.id,
    id,
    personId,
    name: 'Authenticator',
    secret: seal(secret, 'totp', totpPlace(tenant.id, id)),
    createdAt: now,
    confirmedAt: confirmed ? now : null,
  });
  return { id, secret, code: totpCode(secret, now) };
}
