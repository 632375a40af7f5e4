import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { codeRefused, issueCode, spendCode } from '../auth/one-time-code';
import { notSignedIn, Refusal } from '../base/refusal';
import { command } from '../command/command';
import type { Person } from '../policy/actor';
import { openWallet } from './open-wallet';
import { sendVerification } from './sign-up';

const purposeOf = ({ principal }: Person) => (principal.email ? 'verify_email' : 'verify_mobile');

/** Confirms the address that an account was opened with, by the code sent to it, in the account's own session. */
export const verifyAddress = command({
  name: 'person.verify',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({
    code: z
      .string()
      .transform((text) => text.replace(/\s/g, ''))
      .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits that we sent.')),
  }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { code }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id, email, mobile } = actor.principal;
    const purpose = purposeOf(actor);
    const address = email ?? mobile ?? '';
    const evidence = { subject: `person:${id}` };
    const answer = await spendCode(tx, tenant, now, { purpose, personId: id, address, code });
    if (answer !== 'right') return { refused: codeRefused(), evidence };
    // Should somebody else own the address by now, the constraint refuses and the code is not spent.
    await tx
      .update(users)
      .set(purpose === 'verify_email' ? { emailVerifiedAt: now } : { mobileVerifiedAt: now })
      .where(and(eq(users.tenantId, tenant.id), eq(users.id, id)));
    if (purpose === 'verify_mobile') await openWallet(tx, tenant.id, id, tenant.currency, now);
    return {
      output: {},
      evidence: { ...evidence, change: { verified: purpose === 'verify_email' ? 'email' : 'mobile' } },
    };
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

/** Sends the code once more. */
export const resendVerification = command({
  name: 'person.verify.resend',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id, email, mobile, verified } = actor.principal;
    if (verified)
      throw new Refusal('already_confirmed', 'Your address is confirmed already.', { status: 409 });
    if (email) await sendVerification(tx, tenant, now, id, { email });
    else if (mobile) await sendVerification(tx, tenant, now, id, { mobile });
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
