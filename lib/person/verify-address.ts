import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { linkRefused, spendLink } from '../auth/link';
import { linkToken } from '../auth/link-open';
import { codeRefused, issueCode, spendCode, typedCode } from '../auth/one-time-code';
import { returnTry } from '../auth/proof-budget';
import { sampleLink } from '../auth/sample-link';
import { tryAtCode } from '../auth/try-code';
import { notSignedIn, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { spendCodeAbroad } from '../command/limit';
import type { Person } from '../policy/actor';
import type { Tenant } from '../policy/tenant';
import { openWallet } from './open-wallet';
import { sendVerification } from './sign-up';

const purposeOf = ({ principal }: Person) => (principal.email ? 'verify_email' : 'verify_mobile');

const addressOf = ({ principal }: Person) => principal.email ?? principal.mobile ?? '';

const NAME_OF = { verify_email: 'email', verify_mobile: 'mobile' } as const;

type Confirmed = { personId: string; purpose: keyof typeof NAME_OF };

/** Makes a claimed address an owned one. Should somebody else own it by now, the constraint refuses and nothing is spent. */
async function confirmAddress(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { personId, purpose }: Confirmed,
): Promise<void> {
  await tx
    .update(users)
    .set(purpose === 'verify_email' ? { emailVerifiedAt: now } : { mobileVerifiedAt: now })
    .where(and(eq(users.tenantId, tenant.id), eq(users.id, personId)));
  if (purpose === 'verify_mobile') await openWallet(tx, tenant.id, personId, tenant.currency, now);
}

/** Confirms the address that an account was opened with, by the code sent to it, in the account's own session. */
export const verifyAddress = command({
  name: 'person.verify',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({ code: typedCode }),
  output: z.strictObject({}),
  async prepare({ actor }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    return tryAtCode(actor, { purpose: purposeOf(actor), address: addressOf(actor), personId });
  },
  async run({ tx, actor, tenant, now }, { code }, { claim, isOpen }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id } = actor.principal;
    const purpose = purposeOf(actor);
    const evidence = { subject: `person:${id}` };
    const address = addressOf(actor);
    const answer = isOpen
      ? await spendCode(tx, tenant, now, { purpose, personId: id, address, code })
      : 'none';
    if (answer !== 'right') return { refused: codeRefused(), evidence };
    await returnTry(tx, claim, { complete: false });
    await confirmAddress(tx, tenant, now, { personId: id, purpose });
    return { output: {}, evidence: { ...evidence, change: { verified: NAME_OF[purpose] } } };
  },
  async sample({ tx, tenant, now, actorId }) {
    const [{ email } = { email: null }] = await tx
      .select({ email: users.email })
      .from(users)
      .where(and(eq(users.tenantId, tenant.id), eq(users.id, actorId)));
    const code = await issueCode(tx, tenant, now, {
      purpose: 'verify_email',
      personId: actorId,
      address: email ?? '',
      channel: 'email',
    });
    return { code };
  },
});

/**
 * Confirms an e-mail address by the link beside the code, also in the account's own session alone: elsewhere the owner of
 * the address could be led to confirm an account whose password a stranger knows.
 */
export const openVerification = command({
  name: 'person.verify.open',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({ token: linkToken }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { token }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id, email } = actor.principal;
    const purpose = 'verify_email' as const;
    const link = await spendLink(tx, tenant, now, { purpose, token });
    // Thrown, so that whoever opens somebody else's link does not use it up.
    if (!link || link.personId !== id || link.address !== email) throw linkRefused();
    await confirmAddress(tx, tenant, now, { personId: id, purpose });
    return {
      output: {},
      evidence: { subject: `person:${id}`, change: { verified: NAME_OF[purpose], by: 'link' } },
    };
  },
  async sample(ground) {
    const { tx, tenant, actorId } = ground;
    const [{ email } = { email: null }] = await tx
      .select({ email: users.email })
      .from(users)
      .where(and(eq(users.tenantId, tenant.id), eq(users.id, actorId)));
    const sent = { purpose: 'verify_email' as const, personId: actorId, address: email ?? '' };
    return { token: await sampleLink(ground, sent) };
  },
});

/** Sends the code once more. */
export const resendVerification = command({
  name: 'person.verify.resend',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({}),
  async prepare({ actor, tenant }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { email, mobile } = actor.principal;
    if (!email && mobile) await spendCodeAbroad(tenant, mobile);
  },
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id, email, mobile, verified } = actor.principal;
    if (verified)
      throw new Refusal('already_confirmed', 'Your address is confirmed already.', { status: 409 });
    if (email) await sendVerification(tx, tenant, now, { personId: id, claim: { email } });
    else if (mobile) await sendVerification(tx, tenant, now, { personId: id, claim: { mobile } });
    return { output: {}, evidence: { subject: `person:${id}` } };
  },
  async sample({ tx, tenant, actorId }) {
    // Only somebody whose address is open can ask for another code.
    await tx
      .update(users)
      .set({ emailVerifiedAt: null })
      .where(and(eq(users.tenantId, tenant.id), eq(users.id, actorId)));
    return {};
  },
});
