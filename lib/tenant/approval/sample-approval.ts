import { deedApprovals } from '@/db/schema/policy';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { insertPerson } from '../../person/new-person';
import { fingerprintOfDeed } from '../../trust/decision/approval';
import { APPROVAL_LIVES_MS } from '../../trust/decision/approval-state';

/** A deposit that an agent asked for and that waits for a second person; gives its id. */
export async function sampleApproval({ tx, tenant, now }: SampleGround): Promise<string> {
  const askedBy = await insertPerson(tx, tenant.id, now, {
    ...{ name: 'Asking Agent', email: 'asking-sample@example.com', emailVerifiedAt: now },
    ...{ status: 'active', roles: ['agent'] },
  });
  const id = newId(now);
  await tx.insert(deedApprovals).values({
    ...{ tenantId: tenant.id, id, command: 'wallet.deposit', askedBy, state: 'waiting' },
    inputFingerprint: fingerprintOfDeed('wallet.deposit', { to: '+250788000001', amount: '2000000' }),
    summary: { amount: '2000000' },
    ...{ askedAt: now, expiresAt: after(now, APPROVAL_LIVES_MS) },
  });
  return id;
}
