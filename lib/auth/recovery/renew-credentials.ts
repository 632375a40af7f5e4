import { z } from 'zod';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { liftHold, placeHold } from '../../trust/hold';
import { recordSignal } from '../../trust/signal';
import { hashPassword, PASSWORD_MAX, PASSWORD_MIN } from '../password';
import { storePassword } from '../store-password';
import { dropFactors, factorIds, tellFactorsDropped } from './drop-factors';
import { killLinks } from './secure-account';

export const newPassword = z
  .string()
  .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters. Several words are easy to remember.`)
  .max(PASSWORD_MAX);

const notSecured = () =>
  new Refusal('account_not_secured', 'This account is not secured, so there is nothing to renew.', {
    status: 409,
  });

/**
 * Sets the new password that a secured account asks for, and takes away the factors that its owner no longer has. The
 * credentials are free again with it; money and SIM swaps stay held until they are let go.
 */
export const renewCredentials = command({
  name: 'auth.credentials.renew',
  proof: 'fresh-second-factor',
  input: z.strictObject({ password: newPassword, factorIds: factorIds.optional() }),
  output: z.strictObject({}),
  prepare: (_deed, { password }) => hashPassword(password),
  async run({ tx, actor, tenant, now }, { factorIds: lost = [] }, hash) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const evidence = { subject: `person:${personId}`, severity: 'warning' as const };
    const lifted = await liftHold(tx, tenant.id, now, { personId, kind: 'credentials', liftedBy: personId });
    if (!lifted) return { refused: notSecured(), evidence };
    await storePassword(tx, tenant.id, personId, hash, now);
    await killLinks(tx, tenant.id, personId, now);
    const dropped = await dropFactors(tx, tenant.id, personId, lost);
    if (dropped > 0) await tellFactorsDropped(tx, tenant, personId, now);
    await notifyPerson(tx, tenant, now, personId, { template: 'passwordRenewed' });
    await recordSignal(tx, tenant.id, personId, 'credential-changed', now);
    return { output: {}, evidence: { ...evidence, change: { password: 'new', dropped } } };
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
