import { z } from 'zod';
import type { Tx } from '@/db/client';
import { identifier, type Name, normalName } from '../auth/find-account';
import { issueLink } from '../auth/link';
import { issueCode } from '../auth/one-time-code';
import { hashPassword } from '../auth/password';
import { chosenPassword, refusalOfPassword } from '../auth/password-rules';
import { DAY_MS, MINUTE_MS } from '../base/clock';
import { newId } from '../base/id';
import { parseMsisdn } from '../base/msisdn';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { spendCodeAbroad } from '../command/limit';
import { promiseMessage } from '../notice/promise-message';
import { originOf } from '../policy/origin';
import type { Tenant } from '../policy/tenant';
import { searchWords } from './search-words';

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
    address: identifier,
    password: chosenPassword,
  }),
  output: z.strictObject({}),
  async prepare({ tenant }, { name, address, password }) {
    if (tenant.settings.signUp === 'closed') throw closed();
    const claim = parseAddress(address, tenant);
    const refused = refusalOfPassword(tenant, password, {
      ...{ name, email: null, mobile: null, roles: ['user'], hasFactor: false },
      ...claim,
    });
    if (refused) throw refused;
    if ('mobile' in claim) await spendCodeAbroad(tenant, claim.mobile);
    return { claim, hash: await hashPassword(password) };
  },
  async run({ tx, tenant, now }, { name }, { claim, hash }) {
    const { personId, owner } = await openAccountFor(tx, tenant, now, { name, claim, hash });
    await sendVerification(tx, tenant, now, { personId: owner ?? personId, claim, isOwned: owner !== null });
    return {
      output: {},
      evidence: owner
        ? { subject: `person:${owner}`, change: { signUp: 'address is owned' } }
        : { subject: `person:${personId}`, actorId: personId },
    };
  },
  async sample({ now }) {
    return {
      name: 'Sample Person',
      address: `sign-up-${now.getTime()}@example.com`,
      password: 'a sample of a long password',
    };
  },
});

type Claim = Name;

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

/**
 * Opens an account whose address is a claim yet, unless somebody owns the address. One statement does both or neither,
 * so that the work does not tell which it was.
 */
async function openAccountFor(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { name, claim, hash }: { name: string; claim: Claim; hash: string },
): Promise<{ personId: string; owner: string | null }> {
  const { email, mobile } = { email: null, mobile: null, ...claim };
  const personId = newId(now);
  const { rows } = await tx.$client.query<{ owner: string | null }>({
    ...OPEN_ACCOUNT,
    values: [
      ...[tenant.id, personId, now, name, email, mobile],
      ...[searchWords({ name, email, mobile }), hash, newId(now)],
    ],
  });
  return { personId, owner: rows[0]?.owner ?? null };
}

const OPEN_ACCOUNT = {
  name: 'sign-up-open',
  text: `with owner as materialized (
      select id from users where tenant_id = $1::uuid
        and ((email = $5::text and email_verified_at is not null)
          or (mobile = $6::text and mobile_verified_at is not null))
    ), made as (
      insert into users (tenant_id, id, name, email, mobile, status, created_at)
      select $1::uuid, $2::uuid, $4, $5::text, $6::text, 'active', $3::timestamptz
      where not exists (select from owner) returning id
    ), found_by as (
      insert into user_words (tenant_id, person_id, word) select $1::uuid, id, unnest($7::text[]) from made
    ), works_as as (
      insert into memberships (tenant_id, person_id, role_id, granted_at)
      select $1::uuid, made.id, r.id, $3::timestamptz from made
      join roles r on r.tenant_id = $1::uuid and r.key = 'user'
    ), kept as (
      insert into password_history (tenant_id, id, person_id, hash, set_at)
      select $1::uuid, $9::uuid, id, $8, $3::timestamptz from made
    ), locked as (
      insert into passwords (tenant_id, person_id, hash, changed_at)
      select $1::uuid, id, $8, $3::timestamptz from made
    )
    select (select id from owner) as owner`,
};

/** As many codes as somebody may have who types an address wrong or waits for a slow mailbox. */
const SENDS_AN_HOUR = 5;
/** NIST SP 800-63B-4 allows a code ten minutes at most; nobody waits for it at a counter. */
const CODE_LIVES_MS = 10 * MINUTE_MS;
const LINK_LIVES_MS = DAY_MS;

type Verification = { personId: string; claim: Name; isOwned?: boolean };

/**
 * Sends the code that turns a claimed address into an owned one, and to an e-mail address a link beside it. Where the
 * address is owned already, code and link are made for nobody and its owner is told that somebody asked.
 */
export async function sendVerification(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { personId, claim, isOwned = false }: Verification,
): Promise<void> {
  const [purpose, channel, address] =
    'email' in claim
      ? (['verify_email', 'email', claim.email] as const)
      : (['verify_mobile', 'sms', claim.mobile] as const);
  const to = { personId: isOwned ? null : personId, address, channel };
  const limits = { sendsAnHour: SENDS_AN_HOUR, livesMs: CODE_LIVES_MS };
  const code = await issueCode(tx, tenant, now, { purpose, ...to, ...limits });
  const link =
    purpose === 'verify_email'
      ? await issueLink(tx, tenant, now, {
          purpose,
          ...to,
          livesMs: LINK_LIVES_MS,
          sendsAnHour: SENDS_AN_HOUR,
        })
      : undefined;
  await promiseMessage(tx, tenant, now, {
    personId,
    channel,
    address,
    template: isOwned ? 'accountExists' : purpose === 'verify_email' ? 'verifyEmail' : 'verifyMobile',
    locale: tenant.locale,
    values: {
      code,
      minutes: String(CODE_LIVES_MS / MINUTE_MS),
      link: `${originOf(tenant)}/verify/link?token=${link?.token ?? ''}`,
    },
  });
}
