import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inInstallation, inTenant } from '@/db/client';
import { effort } from '@/testing/effort';
import { aTenant, facts, type Ground, NOON } from '@/testing/ground';
import { aClaimant } from '@/testing/members';
import { codePostedTo, tokenPostedTo } from '@/testing/posted';
import { after, DAY_MS, MINUTE_MS, SECOND_MS } from '../base/clock';
import { Refusal } from '../base/refusal';
import type { Command } from '../command/command';
import { perform } from '../command/perform';
import { insertPerson } from '../person/new-person';
import { openVerification, resendVerification, verifyAddress } from '../person/verify-address';
import type { Actor, Person } from '../policy/actor';
import { issueLink } from './link';
import { hashPassword } from './password';
import { resetPassword } from './password-reset';
import { ACCOUNT_IN_ALL, accountOfAddress, failuresOnUnknownDevices, forgetFailures } from './proof-budget';
import { makeRecoveryCodes } from './recovery-codes';
import { sampleFactor } from './sample-factor';
import { signIn } from './sign-in';
import { signInSecondFactor } from './sign-in-second-factor';
import { storePassword } from './store-password';
import { totpCode } from './totp';

const PASSWORD = 'four words are enough';

// The door's own limit of requests in a minute is a wall before this one; here it is out of the way.
process.env.LIMIT_STRANGER_PER_MINUTE = '1000000';

async function aMember({ tenant }: Ground, withTotp = false) {
  const email = `m-${randomUUID()}@example.com`;
  return inTenant(tenant.id, async (tx) => {
    const personId = await insertPerson(tx, tenant.id, NOON, {
      name: 'Mary Member',
      email,
      emailVerifiedAt: NOON,
      status: 'active',
      roles: ['user'],
    });
    await storePassword(tx, tenant.id, personId, await hashPassword(PASSWORD), NOON);
    const factor = withTotp
      ? await sampleFactor({ tx, tenant, now: NOON, actorId: personId }, personId)
      : undefined;
    return { personId, email, secret: factor?.secret ?? '' };
  });
}

/** Somebody at an address of their own, in a browser of their own. */
const from = (ground: Ground, at: Date, n: number, deviceId = randomUUID()): Actor => ({
  ...ground.stranger(at),
  request: facts(at, { deviceId, ip: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` }),
});

/** Does a deed and gives the whole answer as bytes: an output, or all that a refusal tells. */
async function told(command: unknown, actor: Actor, input: unknown): Promise<string> {
  try {
    return JSON.stringify(await perform(command as Command, actor, input));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return JSON.stringify([error.code, error.message, error.status, error.field, error.retryAfterSeconds]);
  }
}

/** How many tries at an account's password were looked at, as the audit log has it. */
async function lookedAt({ tenant }: Ground, personId: string): Promise<number> {
  return inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ n: number }>(
      `select count(*)::int as n from audit_events where tenant_id = $1 and subject = $2 and command = 'auth.sign-in'
       and outcome <> 'done' and (change->>'looked')::boolean`,
      [tenant.id, `person:${personId}`],
    );
    return rows[0]?.n ?? 0;
  });
}

test('of many wrong passwords from many addresses over a month at most a hundred are looked at; nothing tells when that ends; the owner signs in from a known device meanwhile', {
  timeout: 30 * 60_000,
}, async () => {
  const guesses = effort(500);
  const ground = await aTenant();
  const { personId, email } = await aMember(ground);
  const home = randomUUID();
  const input = { identifier: email, password: PASSWORD };
  await perform(signIn, from(ground, NOON, 1, home), input);

  const answers = new Set<string>();
  const paceMs = Math.floor((30 * DAY_MS) / guesses);
  for (let n = 0; n < guesses; n += 10) {
    const at = after(NOON, SECOND_MS + n * paceMs);
    const ten = Array.from({ length: 10 }, (_, k) =>
      told(signIn, from(ground, at, 256 + n + k), { identifier: email, password: `guess number ${n + k}` }),
    );
    for (const answer of await Promise.all(ten)) answers.add(answer);
    if (n % 100 !== 0) continue;
    expect(JSON.parse(await told(signIn, from(ground, at, 1, home), input))).toMatchObject({
      next: 'session',
    });
  }
  expect(answers.size).toBe(1);
  expect([...answers][0]).toContain('sign_in_refused');
  expect(await lookedAt(ground, personId)).toBe(ACCOUNT_IN_ALL);

  const end = after(NOON, 31 * DAY_MS);
  expect(await told(signIn, from(ground, end, 9), input)).toBe([...answers][0]);
  expect(JSON.parse(await told(signIn, from(ground, end, 1, home), input))).toMatchObject({
    next: 'session',
  });
});

test('one address that tries many accounts is slowed to nothing, and each account hears little of it', {
  timeout: 30 * 60_000,
}, async () => {
  const tries = effort(500);
  const ground = await aTenant();
  const victims = await Promise.all(Array.from({ length: 3 }, () => aMember(ground)));
  const names = [
    ...victims.map(({ email }) => email),
    ...Array.from({ length: tries - 3 }, (_, n) => `stuffed-${n}@example.com`),
  ].sort(() => Math.random() - 0.5);
  const hour = 60 * MINUTE_MS;
  for (let n = 0; n < tries; n += 10) {
    const at = after(NOON, Math.floor((n * hour) / tries));
    await Promise.all(
      names
        .slice(n, n + 10)
        .map((identifier) =>
          told(signIn, from(ground, at, 7), { identifier, password: 'correct horse battery' }),
        ),
    );
  }
  const looked = await inTenant(ground.tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ n: number }>(
      `select count(*)::int as n from audit_events where tenant_id = $1 and (change->>'looked')::boolean`,
      [ground.tenant.id],
    );
    return rows[0]?.n ?? 0;
  });
  // 50 in each quarter of an hour, four quarters in all, whatever the number of accounts.
  expect(looked).toBe(Math.min(tries, 4 * 50));
  const { email } = victims[0] as (typeof victims)[number];
  const elsewhere = from(ground, after(NOON, hour), 8);
  expect(JSON.parse(await told(signIn, elsewhere, { identifier: email, password: PASSWORD }))).toMatchObject({
    next: 'session',
  });
});

test('who knows the password and guesses codes has the same hundred, however often they begin anew', async () => {
  const ground = await aTenant();
  const { personId, email, secret } = await aMember(ground, true);
  let looked = 0;
  for (let n = 0; n < 40; n++) {
    const at = after(NOON, n * 16 * MINUTE_MS);
    const thief = from(ground, at, 300 + n);
    const begun = JSON.parse(await told(signIn, thief, { identifier: email, password: PASSWORD }));
    if (begun.next !== 'second-factor') break;
    for (let k = 0; k < 9; k++) {
      const code = String((Number(totpCode(secret, at)) + 1 + k) % 1_000_000).padStart(6, '0');
      const before = await failures(ground, personId, at);
      await told(signInSecondFactor, thief, { signInId: begun.signInId, code });
      looked += (await failures(ground, personId, at)) - before;
    }
  }
  expect(looked).toBe(ACCOUNT_IN_ALL);
});

test('codes that prove an address have the hundred of the address, whoever claims it, and its link still confirms it', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const email = `claimed-${randomUUID()}@example.com`;
  const claimants = [await aClaimant(ground, { email }), await aClaimant(ground, { email })];
  const codeOf = async () => codePostedTo(tenant, email);
  for (let n = 0; n < 40; n++) {
    const at = after(NOON, n * 16 * MINUTE_MS);
    const who = { ...claimants[n % 2], request: facts(at, { ip: `10.3.0.${n}` }) } as Person;
    await perform(resendVerification, who, {});
    const right = await codeOf();
    for (let k = 1; k <= 3; k++) {
      const code = String((Number(right) + k) % 1_000_000).padStart(6, '0');
      expect(await told(verifyAddress, who, { code })).toContain('code_refused');
    }
    const spent = await failures(ground, accountOfAddress(email), at);
    expect(spent).toBe(Math.min(ACCOUNT_IN_ALL, (n + 1) * 3));
  }
  const owner = { ...claimants[0], request: facts(after(NOON, DAY_MS)) } as Person;
  await perform(resendVerification, owner, {});
  expect(await told(verifyAddress, owner, { code: await codeOf() })).toContain('code_refused');
  expect(await told(openVerification, owner, { token: await tokenPostedTo(tenant, email) })).toBe('{}');
});

test('an account that guesses have closed to new devices is opened by its owner, and not by a success elsewhere', async () => {
  const ground = await aTenant();
  const { personId, email } = await aMember(ground);
  const home = randomUUID();
  const right = { identifier: email, password: PASSWORD };
  await perform(signIn, from(ground, NOON, 1, home), right);
  for (let n = 0; n < ACCOUNT_IN_ALL; n++) {
    const at = after(NOON, n * 16 * MINUTE_MS);
    await told(signIn, from(ground, at, n), { identifier: email, password: 'a wrong password' });
  }
  const later = after(NOON, 20 * DAY_MS);
  await perform(signIn, from(ground, later, 1, home), right);
  expect(await told(signIn, from(ground, later, 2), right)).toContain('sign_in_refused');
  await inTenant(ground.tenant.id, (tx) => forgetFailures(tx, ground.tenant.id, personId));
  expect(JSON.parse(await told(signIn, from(ground, later, 2), right))).toMatchObject({ next: 'session' });
});

test('when guesses have closed an account to new devices, a link with a recovery code still opens it, and a code of the app does not', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const { personId, email, secret } = await aMember(ground, true);
  for (let n = 0; n < ACCOUNT_IN_ALL; n++) {
    const at = after(NOON, n * 16 * MINUTE_MS);
    await told(signIn, from(ground, at, n), { identifier: email, password: 'a wrong password' });
  }
  const at = after(NOON, 20 * DAY_MS);
  const [token, recovery] = await inTenant(tenant.id, async (tx) => {
    const link = await issueLink(tx, tenant, at, {
      ...{ purpose: 'reset_password', personId, address: email, channel: 'email', livesMs: MINUTE_MS },
    });
    const [code] = await makeRecoveryCodes(tx, tenant, personId, at);
    return [link?.token, code];
  });
  const reset = (code: string | undefined) =>
    told(resetPassword, from(ground, at, 3), { token, code, password: 'seven quiet herons at dusk' });
  expect(await reset(totpCode(secret, at))).toContain('factor_refused');
  expect(await reset(recovery)).toBe('{}');
});

test('a guess at a code within a year succeeds with a chance below 0.1 %, by the figures that are enforced', () => {
  // A code of an app is good in three steps of time (RFC 6238, 5.2); a code by message has one value. Windows of a year
  // that are not calendar years can touch two.
  const windows = 2;
  const chance = (values: number) => 1 - (1 - values / 1_000_000) ** (ACCOUNT_IN_ALL * windows);
  expect(chance(3)).toBeLessThan(0.001);
  expect(chance(3)).toBeCloseTo(0.0006, 5);
  expect(chance(1)).toBeCloseTo(0.0002, 5);
});

async function failures(ground: Ground, account: string, now: Date): Promise<number> {
  return inInstallation((tx) => failuresOnUnknownDevices(tx, ground.tenant.id, account, now));
}
