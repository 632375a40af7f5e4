import { z } from 'zod';
import { inTenantReadOnly, type Tx } from '@/db/client';
import { openSession } from '../../auth/open-session';
import { type Chooser, chosenPassword, formerHashes } from '../../auth/password-rules';
import { forgetFailures } from '../../auth/proof-budget';
import { caseNumber, claimText } from '../../auth/recovery/claim';
import { hashChosen } from '../../auth/recovery/hash-chosen';
import { refusalOfDispute, refusalOfStep, stillWaits } from '../../auth/recovery/recovery-case';
import { endWhatIsUnderWay, killLinks } from '../../auth/recovery/secure-account';
import { storePassword } from '../../auth/store-password';
import { notFound } from '../../base/refusal';
import { command } from '../../command/command';
import { liftHold, placeHold } from '../../trust/hold';
import { recordSignal } from '../../trust/signal';
import { disputeByTelephone } from './dispute';
import { sampleRecovery } from './sample-recovery';
import { evidenceOf, findClaimed, lockClaimed, saveCase } from './stored-case';
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
  input: z.strictObject({ number: caseNumber, claim: claimText, password: chosenPassword }),
  output: z.strictObject({ ticket: z.string() }),
  async prepare({ tenant, now }, { number, claim, password }) {
    const seen = await inTenantReadOnly(tenant.id, async (tx) => {
      const one = await findClaimed(tx, tenant.id, { number, claim });
      if (!one?.personId || refusalOfStep(one, 'done', now)) return undefined;
      return {
        who: await chooserOf(tx, tenant.id, one.personId),
        hashes: await formerHashes(tx, tenant, one.personId),
      };
    });
    // What is refused below is told in its own words, and costs no hash.
    return seen ? hashChosen(tenant, password, seen.who, seen.hashes) : undefined;
  },
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
    if (!personId || !hash) return { refused: stillWaits(), evidence };
    await saveCase(tx, one, { state: 'done', endedAt: now, endedBy: personId });
    await forgetCredentials(tx, tenant.id, personId);
    await killLinks(tx, tenant.id, personId, now);
    await endWhatIsUnderWay(tx, tenant.id, now, { personId, reason: 'account recovered' });
    await storePassword(tx, tenant.id, personId, hash, now);
    await forgetFailures(tx, tenant.id, personId);
    await liftHold(tx, tenant.id, now, { personId, kind: 'credentials', liftedBy: personId });
    const awaits = { personId, kind: 'second_factor' as const, reason: 'recovery', placedBy: one.approvedBy };
    await placeHold(tx, tenant.id, now, awaits);
    await recordSignal(tx, tenant.id, personId, 'credential-changed', now);
    await tellRecovery(tx, tenant, one, now, 'recoveryDone');
    const opening = { tx, tenant, request: actor.request, personId, methods: ['password'], isVouched: true };
    const opened = await openSession(opening);
    if (opened.refused) return { refused: opened.refused, evidence };
    const { sessionId, ticket } = opened;
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

/** What everybody knows of a person, which makes no password. All of their factors will be gone. */
async function chooserOf(tx: Tx, tenantId: string, personId: string): Promise<Chooser> {
  const { rows } = await tx.$client.query<Omit<Chooser, 'hasFactor'>>({
    name: 'recovery-chooser',
    text: `select u.name, u.email, u.mobile, array(select r.key from memberships m
        join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
        where m.tenant_id = u.tenant_id and m.person_id = u.id) as roles
      from users u where u.tenant_id = $1 and u.id = $2`,
    values: [tenantId, personId],
  });
  const [who] = rows;
  if (!who) throw notFound();
  return { ...who, hasFactor: false };
}
