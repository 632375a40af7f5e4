import { z } from 'zod';
import type { Tx } from '@/db/client';
import { openSession } from '../../auth/open-session';
import { hashPassword } from '../../auth/password';
import { forgetFailures } from '../../auth/proof-budget';
import { caseNumber, claimText } from '../../auth/recovery/claim';
import { refusalOfDispute, refusalOfStep } from '../../auth/recovery/recovery-case';
import { newPassword } from '../../auth/recovery/renew-credentials';
import { endWhatIsUnderWay, killLinks } from '../../auth/recovery/secure-account';
import { storePassword } from '../../auth/store-password';
import { command } from '../../command/command';
import { liftHold, placeHold } from '../../trust/hold';
import { recordSignal } from '../../trust/signal';
import { disputeByTelephone } from './dispute';
import { sampleRecovery } from './sample-recovery';
import { evidenceOf, lockClaimed, saveCase } from './stored-case';
import { tellRecovery } from './tell';

/** Everything by which an account was opened before, and every browser that it trusted. */
const OLD_CREDENTIALS = [
  'passwords',
  'totp_factors',
  'passkeys',
  'recovery_codes',
  'known_devices',
  'pins',
] as const;

/**
 * Gives an account back when two members of staff have approved it and the wait is over: a new password, and a session
 * that must set up a new second factor before anything else. All that opened the account before opens it no more.
 */
export const completeRecovery = command({
  name: 'recovery.complete',
  proof: 'none',
  perMinute: 10,
  input: z.strictObject({ number: caseNumber, claim: claimText, password: newPassword }),
  output: z.strictObject({ ticket: z.string() }),
  prepare: (_deed, { password }) => hashPassword(password),
  async run({ tx, actor, tenant, now }, given, hash) {
    const { one, refused } = await lockClaimed(tx, tenant.id, given);
    if (refused) return { refused, evidence: one ? evidenceOf(one, now, 'done') : {} };
    const evidence = evidenceOf(one, now, 'done');
    const step =
      refusalOfDispute(one) ??
      refusalOfStep(one, 'done', now) ??
      (await disputeByTelephone(tx, tenant, one, now));
    if (step) return { refused: step, evidence };
    const { personId } = one;
    if (!personId) throw new Error('A case of nobody was approved');
    await saveCase(tx, one, { state: 'done', endedAt: now, endedBy: personId });
    await forgetCredentials(tx, tenant.id, personId);
    await killLinks(tx, tenant.id, personId, now);
    await endWhatIsUnderWay(tx, tenant.id, now, personId, 'account recovered');
    await storePassword(tx, tenant.id, personId, hash, now);
    await forgetFailures(tx, tenant.id, personId);
    await liftHold(tx, tenant.id, now, { personId, kind: 'credentials', liftedBy: personId });
    const awaits = { personId, kind: 'second_factor' as const, reason: 'recovery', placedBy: one.approvedBy };
    await placeHold(tx, tenant.id, now, awaits);
    await recordSignal(tx, tenant.id, personId, 'credential-changed', now);
    await tellRecovery(tx, tenant, one, now, 'recoveryDone');
    const opening = { tx, tenant, request: actor.request, personId, methods: ['password'] };
    const { sessionId, ticket } = await openSession(opening);
    const change = { ...evidence.change, session: sessionId };
    return { output: { ticket }, evidence: { ...evidence, actorId: personId, severity: 'critical', change } };
  },
  async sample(ground) {
    const { number, claim } = await sampleRecovery(ground, 'ready');
    return { number, claim, password: 'a new sample of a long password' };
  },
});

async function forgetCredentials(tx: Tx, tenantId: string, personId: string): Promise<void> {
  for (const table of OLD_CREDENTIALS)
    await tx.$client.query({
      name: `recovery-forget-${table}`,
      text: `delete from ${table} where tenant_id = $1 and person_id = $2`,
      values: [tenantId, personId],
    });
}
