// 1. Securing only ever protects: it ends sessions and holds things back, and needs no proof beyond one's own session or link.
// 2. Whatever was under way with the old credentials ends with it: sign-ins, codes, sessions.
// 3. What it holds back is let go by a second factor or by people, and never by what a thief reads on a stolen telephone.
import type { Tx } from '@/db/client';
import { notifyPerson } from '../../notice/notify';
import type { Person } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { liftHold, placeHold, reasonOfHold } from '../../trust/hold';
import { revokeSessions } from '../../trust/revoke-sessions';

/** What is held back: while it is, nothing that a thief reads or holds in the hand opens the account. */
const SECURED = ['money_out', 'sim_swap', 'credentials', 'messages'] as const;

/** Whoever secured it had come in with what is kept for a loss: all other factors may be in a thief's hands. */
const BY_RECOVERY_CODE = 'own session by recovery code';

/** Why an account was secured, as the hold keeps it. */
export type SecuredBecause =
  | 'own session'
  | typeof BY_RECOVERY_CODE
  | 'link in a notice'
  | 'recovery'
  | 'address taken back';

type Securing = {
  personId: string;
  because: SecuredBecause;
  placedBy: string | null;
  /** What its owner is told. */
  template?: 'accountSecured' | 'recoveryOpened';
};

/**
 * Secures a person's account in the deed's transaction: ends what was under way and all sessions, trusts no browser any
 * more, holds back money, SIM swaps and the credentials, and tells its owner on every channel, unless nothing came of it. Gives how many sessions
 * ended.
 */
export async function secureAccount(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { personId, because, placedBy, template = 'accountSecured' }: Securing,
): Promise<{ ended: number }> {
  const isNew = await holdAccount(tx, tenant.id, now, { personId, because, placedBy });
  const ended = await endWhatIsUnderWay(tx, tenant.id, now, { personId, reason: 'account secured' });
  await trustNoDevice(tx, tenant.id, personId, now);
  if (isNew || ended > 0 || template === 'recoveryOpened')
    await notifyPerson(tx, tenant, now, personId, { template, everywhere: true });
  return { ended };
}

/** A thief may have trusted their own browser: whoever is back trusts theirs anew. What is revoked stays revoked. */
export async function trustNoDevice(tx: Tx, tenantId: string, personId: string, now: Date): Promise<void> {
  await tx.$client.query({
    name: 'secure-devices',
    text: `update known_devices set trust = 'known', trust_changed_at = $3
           where tenant_id = $1 and person_id = $2 and trust = 'trusted'`,
    values: [tenantId, personId, now],
  });
}

/** Why an account is secured that is secured from a session: what this one came in with tells what is lost. */
export const becauseOf = ({ session }: Person): SecuredBecause =>
  session.methods.includes('recovery') ? BY_RECOVERY_CODE : 'own session';

/** Whether a secured account is let go by a recovery code alone, and not by the factors that may be stolen. */
export async function opensByRecoveryCodeAlone(
  tx: Tx,
  tenantId: string,
  personId: string,
  now: Date,
): Promise<boolean> {
  return (await reasonOfHold(tx, tenantId, { personId, kind: 'credentials', now })) === BY_RECOVERY_CODE;
}

/**
 * Holds back what a thief could use; what is held already stays as it is, but that a recovery code has the last word: a
 * thief may have secured the account first. Gives whether anything is held that was not.
 */
export async function holdAccount(
  tx: Tx,
  tenantId: string,
  now: Date,
  { personId, because, placedBy }: Securing,
): Promise<boolean> {
  if (because === BY_RECOVERY_CODE)
    await liftHold(tx, tenantId, now, { personId, kind: 'credentials', liftedBy: placedBy });
  let isNew = false;
  for (const kind of SECURED)
    isNew = (await placeHold(tx, tenantId, now, { personId, kind, reason: because, placedBy })) || isNew;
  return isNew;
}

/**
 * Ends a person's sign-ins, codes and sessions, but for the one named. The sign-ins come first: one that is just being
 * finished is waited for, and the session that it opens is then found.
 */
export async function endWhatIsUnderWay(
  tx: Tx,
  tenantId: string,
  now: Date,
  { personId, butId, reason }: { personId: string; butId?: string; reason: string },
): Promise<number> {
  const values = [tenantId, personId, now];
  await tx.$client.query({
    name: 'secure-sign-ins',
    text: `update sign_ins set expires_at = $3 where tenant_id = $1 and person_id = $2 and session_id is null and expires_at > $3`,
    values,
  });
  await tx.$client.query({
    name: 'secure-codes',
    text: `update one_time_codes set used_at = $3 where tenant_id = $1 and person_id = $2 and used_at is null
           and purpose in ('sign_in', 'second_factor', 'change_email', 'change_mobile')`,
    values,
  });
  await tx.$client.query({
    name: 'secure-links',
    text: `update sign_in_links set used_at = $3 where tenant_id = $1 and person_id = $2 and used_at is null
           and purpose in ('sign_in', 'reset_password', 'verify_email')`,
    values,
  });
  return revokeSessions(tx, tenantId, now, { personId, butId, reason });
}

/** Ends every link that a person was ever sent: once they are back, whoever reads their old messages must not lock them out. */
export async function killLinks(tx: Tx, tenantId: string, personId: string, now: Date): Promise<void> {
  await tx.$client.query({
    name: 'secure-kill-links',
    text: 'update sign_in_links set used_at = $3 where tenant_id = $1 and person_id = $2 and used_at is null',
    values: [tenantId, personId, now],
  });
}
