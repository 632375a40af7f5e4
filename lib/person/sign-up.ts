import { and, eq, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { normalName } from '../auth/find-account';
import { issueCode } from '../auth/one-time-code';
import { hashPassword, PASSWORD_MAX, PASSWORD_MIN } from '../auth/password';
import { storePassword } from '../auth/store-password';
import { MINUTE_MS } from '../base/clock';
import { parseMsisdn } from '../base/msisdn';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { promiseMessage } from '../notice/promise-message';
import type { Tenant } from '../policy/tenant';
import { insertPerson } from './new-person';

const closed = () =>
  new Refusal('sign_up_closed', 'Accounts are opened by the staff here. Ask them for one.', { status: 403 });

/**
 * Opens an account for whoever asks, as the tenant allows. The address is a claim until the code sent to it is entered;
 * a claim on an address that somebody owns is answered in the same words, and its owner is told.
 */
export const signUp = command({
  name: 'person.sign-up',
  proof: 'none',
  perMinute: 10,
  input: z.strictObject({
    name: z.string().trim().min(1, 'Enter your name.').max(120),
    address: z.string().trim().min(1, 'Enter your e-mail or mobile number.').max(254),
    password: z
      .string()
      .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters. Several words are easy to remember.`)
      .max(PASSWORD_MAX),
  }),
  output: z.strictObject({}),
  async prepare({ tenant }, { password }) {
    if (tenant.settings.signUp === 'closed') throw closed();
    return hashPassword(password);
  },
  async run({ tx, tenant, now }, { name, address }, hash) {
    const claim = parseAddress(address, tenant);
    const to =
      'email' in claim
        ? { channel: 'email' as const, address: claim.email }
        : { channel: 'sms' as const, address: claim.mobile };
    const owner = await ownerOf(tx, tenant, claim);
    if (owner) {
      await promiseMessage(tx, tenant, now, {
        personId: owner,
        ...to,
        template: 'accountExists',
        locale: tenant.locale,
        values: {},
      });
      return { output: {}, evidence: { subject: `person:${owner}`, change: { signUp: 'address is owned' } } };
    }
    const personId = await insertPerson(tx, tenant.id, now, {
      name,
      ...claim,
      status: 'active',
      roles: ['user'],
    });
    await storePassword(tx, tenant.id, personId, hash, now);
    await sendVerification(tx, tenant, now, personId, claim);
    return { output: {}, evidence: { subject: `person:${personId}`, actorId: personId } };
  },
  async sample({ now }) {
    return {
      name: 'Sample Person',
      address: `sign-up-${now.getTime()}@example.com`,
      password: 'a sample of a long password',
    };
  },
});

type Claim = { email: string } | { mobile: string };

function parseAddress(text: string, tenant: Tenant): Claim {
  const name = normalName(text, tenant);
  if ('mobile' in name) return { mobile: parseMsisdn(text, tenant.country) };
  if (!z.email().safeParse(name.email).success) {
    throw new Refusal('email_invalid', 'This is not an e-mail address. Type it as name@example.com.', {
      field: 'address',
    });
  }
  return name;
}

async function ownerOf(tx: Tx, tenant: Tenant, claim: Claim): Promise<string | undefined> {
  const is =
    'email' in claim
      ? and(eq(users.email, claim.email), isNotNull(users.emailVerifiedAt))
      : and(eq(users.mobile, claim.mobile), isNotNull(users.mobileVerifiedAt));
  const [owner] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.tenantId, tenant.id), is));
  return owner?.id;
}

/** Sends the code that turns a claimed address into an owned one. */
export async function sendVerification(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  personId: string,
  claim: Claim,
): Promise<void> {
  const [purpose, channel, address] =
    'email' in claim
      ? (['verify_email', 'email', claim.email] as const)
      : (['verify_mobile', 'sms', claim.mobile] as const);
  const code = await issueCode(tx, tenant, now, { purpose, personId, address, channel });
  await promiseMessage(tx, tenant, now, {
    personId,
    channel,
    address,
    template: purpose === 'verify_email' ? 'verifyEmail' : 'verifyMobile',
    locale: tenant.locale,
    values: { code, minutes: String(tenant.settings.signIn.codeLivesMs / MINUTE_MS) },
  });
}
