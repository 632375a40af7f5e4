import { randomUUID } from 'node:crypto';
import { inTenant } from '@/db/client';
import { findActiveSession } from '@/lib/auth/active-session';
import { redeemTicket } from '@/lib/auth/open-session';
import { hashPassword } from '@/lib/auth/password';
import { makeRecoveryCodes } from '@/lib/auth/recovery-codes';
import { sampleFactor } from '@/lib/auth/sample-factor';
import { signIn } from '@/lib/auth/sign-in';
import { signInSecondFactor } from '@/lib/auth/sign-in-second-factor';
import { storePassword } from '@/lib/auth/store-password';
import { totpCode } from '@/lib/auth/totp';
import { QUERY_NAMES } from '@/lib/catalogue';
import { perform } from '@/lib/command/perform';
import { insertPerson } from '@/lib/person/new-person';
import type { Person, Stranger } from '@/lib/policy/actor';
import { facts, type Ground, NOON } from './ground';
import { aNumber } from './money';

export const MEMBER_PASSWORD = 'four words are enough';

export type Member = {
  personId: string;
  email: string;
  mobile: string;
  secret: string;
  factorId: string;
  recoveryCodes: string[];
};

/** A customer with a confirmed e-mail and number, a password and, unless said otherwise, an authenticator with its recovery codes. */
export async function aMember(ground: Ground, { withTotp = true, at = NOON } = {}): Promise<Member> {
  const { tenant } = ground;
  const [email, mobile] = [`m-${randomUUID()}@example.com`, aNumber()];
  return inTenant(tenant.id, async (tx) => {
    const personId = await insertPerson(tx, tenant.id, at, {
      name: 'Mary Member',
      email,
      emailVerifiedAt: at,
      mobile,
      mobileVerifiedAt: at,
      status: 'active',
      roles: ['user'],
    });
    await storePassword(tx, tenant.id, personId, await hashPassword(MEMBER_PASSWORD), at);
    const factor = withTotp
      ? await sampleFactor({ tx, tenant, now: at, actorId: personId }, personId)
      : undefined;
    const recoveryCodes = factor ? await makeRecoveryCodes(tx, tenant, personId, at) : [];
    return {
      personId,
      email,
      mobile,
      secret: factor?.secret ?? '',
      factorId: factor?.id ?? '',
      recoveryCodes,
    };
  });
}

/** Somebody who is signed in to an account whose one address is a claim yet. */
export async function aClaimant(
  ground: Ground,
  claim: { email: string } | { mobile: string },
): Promise<Person> {
  const { tenant } = ground;
  const person = await ground.person(['user']);
  const { id } = person.principal;
  const { email, mobile } = { email: null, mobile: null, ...claim };
  await inTenant(tenant.id, (tx) =>
    tx.$client.query(
      `update users set email = $3, mobile = $4, email_verified_at = null, mobile_verified_at = null
       where tenant_id = $1 and id = $2`,
      [tenant.id, id, email, mobile],
    ),
  );
  return { ...person, principal: { ...person.principal, email, mobile, verified: false } };
}

/** Somebody's browser, which nobody is signed in from. */
export const aBrowser = (ground: Ground, at = NOON): Stranger => ({
  ...ground.stranger(at),
  request: facts(at, { deviceId: randomUUID() }),
});

/** Signs a member in, with the code of their authenticator or the one given. */
export async function signedInMember(
  ground: Ground,
  member: Member,
  {
    at = NOON,
    code,
    password = MEMBER_PASSWORD,
    browser = aBrowser(ground, at),
  }: { at?: Date; code?: string; password?: string; browser?: Stranger } = {},
): Promise<Person> {
  const begun = await perform(signIn, browser, { identifier: member.email, password });
  const { ticket } =
    begun.next === 'session'
      ? begun
      : await perform(signInSecondFactor, browser, {
          signInId: begun.signInId,
          code: code ?? totpCode(member.secret, at),
        });
  return redeemed(ground, browser, ticket);
}

/** The person behind a ticket, as the next request of its browser sees them. */
export async function redeemed(ground: Ground, browser: Stranger, ticket: string): Promise<Person> {
  const claims = await redeemTicket(ground.tenant, browser.request, ticket);
  if (!claims) throw new Error('The ticket was refused.');
  return lookedUp(ground, browser, claims.sid);
}

/** A session as it is looked up for a request. Throws where it is over. */
export async function lookedUp(ground: Ground, { request }: Stranger, sessionId: string): Promise<Person> {
  const found = await findActiveSession(ground.tenant, request, sessionId, (name) => QUERY_NAMES.has(name));
  if (!found) throw new Error('The session is over.');
  return found;
}

/** The templates that a person was sent, in order, one for each message. */
export async function toldTo({ tenant }: Ground, personId: string): Promise<string[]> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ told: string }>(
      `select channel || ' ' || template as told from outbox_messages
       where tenant_id = $1 and person_id = $2 order by id`,
      [tenant.id, personId],
    ),
  );
  return rows.map(({ told }) => told);
}
