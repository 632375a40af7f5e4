import { z } from 'zod';
import { inTenantReadOnly, type Tx } from '@/db/client';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import type { Person } from '../../policy/actor';
import { liftHold, placeHold } from '../../trust/hold';
import { recordSignal } from '../../trust/signal';
import { chosenPassword, formerHashes } from '../password-rules';
import { storePassword } from '../store-password';
import { dropFactors, factorIds, tellFactorsDropped } from './drop-factors';
import { hashChosen } from './hash-chosen';
import { endWhatIsUnderWay, killLinks, opensByRecoveryCodeAlone } from './secure-account';

const notSecured = () =>
  new Refusal('account_not_secured', 'This account is not secured, so there is nothing to renew.', {
    status: 409,
  });

const needsRecoveryCode = () =>
  new Refusal(
    'needs_recovery_code',
    'This account was secured with a recovery code, so what else opens it may be stolen. Enter a recovery code.',
    { status: 401 },
  );

const isUnderWay = () =>
  new Refusal(
    'recovery_is_under_way',
    'This account is being given back at a shop. Until that has ended, nobody sets a new password here.',
    { status: 409 },
  );

/** With a document at a counter somebody has said that the old factors are in other hands: then they set nothing anew. */
async function isBeingRecovered(tx: Tx, tenantId: string, personId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'renew-recovery-open',
    text: `select from recovery_cases where tenant_id = $1 and person_id = $2
             and (state = 'disputed' or state in ('opened', 'approved') and expires_at > $3)`,
    values: [tenantId, personId, now],
  });
  return rowCount !== 0;
}

/** A thief's browser must not come back as one that is known: it would have tries of its own, and nobody be told of it. */
const forgetOtherDevices = (tx: Tx, { tenant, principal, request }: Person) =>
  tx.$client.query({
    name: 'renew-forget-devices',
    text: `delete from known_devices where tenant_id = $1 and person_id = $2 and device_id is distinct from $3::uuid`,
    values: [tenant.id, principal.id, request.deviceId],
  });

/**
 * Sets the new password that a secured account asks for and takes away the factors that its owner no longer has. Ends every
 * other session and forgets every other browser: a thief may have opened one with what was stolen, and waits for the
 * account to be free. The credentials are free again with it; money and SIM swaps stay held until they are let go.
 */
export const renewCredentials = command({
  name: 'auth.credentials.renew',
  proof: 'fresh-after-loss',
  input: z.strictObject({ password: chosenPassword, factorIds: factorIds.optional() }),
  output: z.strictObject({}),
  async prepare({ actor, tenant }, { password }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal } = actor;
    const hashes = await inTenantReadOnly(tenant.id, (tx) => formerHashes(tx, tenant, principal.id));
    return hashChosen(tenant, password, { ...principal, hasFactor: principal.mfaEnabled }, hashes);
  },
  async run({ tx, actor, tenant, now }, { factorIds: lost = [] }, hash) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session } = actor;
    const personId = principal.id;
    const evidence = { subject: `person:${personId}`, severity: 'warning' as const };
    if (session.provedBy !== 'recovery' && (await opensByRecoveryCodeAlone(tx, tenant.id, personId, now)))
      return { refused: needsRecoveryCode(), evidence };
    if (await isBeingRecovered(tx, tenant.id, personId, now)) return { refused: isUnderWay(), evidence };
    const lifted = await liftHold(tx, tenant.id, now, { personId, kind: 'credentials', liftedBy: personId });
    if (!lifted) return { refused: notSecured(), evidence };
    await storePassword(tx, tenant.id, personId, hash, now);
    await killLinks(tx, tenant.id, personId, now);
    const dropped = await dropFactors(tx, actor, lost);
    const others = { personId, butId: session.id, reason: 'new credentials' };
    const ended = await endWhatIsUnderWay(tx, tenant.id, now, others);
    await forgetOtherDevices(tx, actor);
    if (dropped > 0) await tellFactorsDropped(tx, tenant, personId, now);
    await notifyPerson(tx, tenant, now, personId, { template: 'passwordRenewed' });
    await recordSignal(tx, tenant.id, personId, 'credential-changed', now);
    return { output: {}, evidence: { ...evidence, change: { password: 'new', dropped, ended } } };
  },
  async sample({ tx, tenant, now, actorId }) {
    await placeHold(tx, tenant.id, now, {
      personId: actorId,
      kind: 'credentials',
      reason: 'own session',
      placedBy: actorId,
    });
    return { password: 'a new sample of a long password' };
  },
});
