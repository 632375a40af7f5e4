import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant, pool } from '@/db/client';
import { ownDatabase } from '@/db/testing/own-database';
import { aTenant, facts, type Ground, NOON } from '@/testing/ground';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import { newId } from '../base/id';
import { issueLink } from './link';
import { issueCode } from './one-time-code';
import { beginSignIn } from './open-session';
import { takeTry } from './proof-budget';
import { SWEPT_AT_ONCE, sweepAll, sweepProofs, sweepTenant } from './sweep';

// Budgets of proofs belong to the installation.
await ownDatabase();

/** A challenge, a sign-in, a code and a link of it: all are made at noon. */
async function traces({ tenant, person }: Ground) {
  const { principal } = await person(['user']);
  const { id: personId } = principal;
  await inTenant(tenant.id, async (tx) => {
    const signInId = await beginSignIn({ tx, tenant, request: facts(), personId, methods: [] });
    const address = `a-${randomUUID()}@example.com`;
    const which = { personId, address, channel: 'email' as const };
    await issueCode(tx, tenant, NOON, { ...which, purpose: 'sign_in', signInId });
    const browserFingerprint = Buffer.alloc(32);
    await issueLink(tx, tenant, NOON, {
      ...which,
      purpose: 'sign_in',
      livesMs: 10 * MINUTE_MS,
      asked: { signInId, browserFingerprint },
    });
    await tx.$client.query(
      `insert into passkey_challenges (tenant_id, id, purpose, challenge_fingerprint, browser_fingerprint, created_at, expires_at)
       values ($1, $2, 'sign_in', $3, $4, $5, $6)`,
      [
        tenant.id,
        newId(NOON),
        Buffer.from(randomUUID()),
        browserFingerprint,
        NOON,
        after(NOON, 5 * MINUTE_MS),
      ],
    );
  });
}

const left = ({ tenant }: Ground) =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query(
      `select (select count(*)::int from passkey_challenges) as challenges, (select count(*)::int from sign_ins) as "signIns",
         (select count(*)::int from one_time_codes) as codes, (select count(*)::int from sign_in_links) as links`,
    );
    return rows[0];
  });

test('each kind goes when it is of no use any more, and not before', async () => {
  const ground = await aTenant();
  await traces(ground);
  const all = { challenges: 1, signIns: 1, codes: 1, links: 1 };
  const steps = [
    [0, all],
    [HOUR_MS, { ...all, challenges: 0 }],
    [DAY_MS + HOUR_MS, { ...all, challenges: 0, signIns: 0 }],
    [29 * DAY_MS, { challenges: 0, signIns: 0, codes: 1, links: 1 }],
    [31 * DAY_MS, { challenges: 0, signIns: 0, codes: 0, links: 0 }],
  ] as const;
  for (const [ms, expected] of steps) {
    await sweepAll(after(NOON, ms));
    expect(await left(ground)).toEqual(expected);
  }
});

test('every tenant is swept, and two nodes at once do each other no harm', async () => {
  const grounds = [await aTenant(), await aTenant()];
  for (const ground of grounds) for (let one = 0; one < 5; one++) await traces(ground);
  const later = after(NOON, 31 * DAY_MS);
  await Promise.all([sweepAll(later), sweepAll(later), sweepAll(later)]);
  for (const ground of grounds)
    expect(await left(ground)).toEqual({ challenges: 0, signIns: 0, codes: 0, links: 0 });
});

test('a batch is small', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  await inTenant(tenant.id, (tx) =>
    tx.$client.query(
      `insert into sign_ins (tenant_id, id, methods, browser_fingerprint, created_at, expires_at)
       select $1, gen_random_uuid(), '{}', '\\x00', $2, $2 from generate_series(1, $3)`,
      [tenant.id, NOON, SWEPT_AT_ONCE + 10],
    ),
  );
  const later = after(NOON, 2 * DAY_MS);
  expect(await sweepTenant(tenant.id, later)).toBe(SWEPT_AT_ONCE);
  expect(await sweepTenant(tenant.id, later)).toBe(10);
  expect(await sweepTenant(tenant.id, later)).toBe(0);
});

test('a budget of proofs goes when it has ended, and a hundred of a year stay counted', async () => {
  const { tenant } = await aTenant();
  await takeTry({ tenantId: tenant.id, account: 'ana', ip: '41.186.0.1', knownDeviceId: null }, NOON);
  const keys = async () => {
    const { rows } = await pool().query<{ kind: string }>(
      `select split_part(key, ':', 1) as kind from proof_limits order by 1`,
    );
    return rows.map(({ kind }) => kind);
  };
  await sweepProofs(NOON);
  expect(await keys()).toEqual(['address', 'all', 'slow']);
  await sweepProofs(after(NOON, HOUR_MS));
  expect(await keys()).toEqual(['all']);
  await sweepProofs(after(NOON, 366 * DAY_MS));
  expect(await keys()).toEqual([]);
});
