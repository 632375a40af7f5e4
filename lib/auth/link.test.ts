import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, NOON } from '@/testing/ground';
import { after, HOUR_MS, MINUTE_MS } from '../base/clock';
import type { Tenant } from '../policy/tenant';
import { issueLink, type LinkPurpose, lockLink, lookAtLink, missLink, shortCodeOf, spendLink } from './link';

const address = 'mary@example.com';
const purpose = 'secure_account' as const;

const issue = (tenant: Tenant, over: { at?: Date; sendsAnHour?: number } = {}) => {
  const { at = NOON, sendsAnHour } = over;
  return inTenant(tenant.id, (tx) =>
    issueLink(tx, tenant, at, {
      ...{ purpose, personId: null, address, channel: 'email' as const },
      ...{ livesMs: 10 * MINUTE_MS, sendsAnHour },
    }),
  );
};
const tokenOf = async (tenant: Tenant, over = {}) => (await issue(tenant, over))?.token ?? '';

type Asked = { at?: Date; of?: LinkPurpose };
const look = (tenant: Tenant, token: string, { at = NOON, of = purpose }: Asked = {}) =>
  inTenant(tenant.id, (tx) => lookAtLink(tx, tenant, at, { purpose: of, token }));
const spend = (tenant: Tenant, token: string, { at = NOON, of = purpose }: Asked = {}) =>
  inTenant(tenant.id, (tx) => spendLink(tx, tenant, at, { purpose: of, token }));

test('a link is looked at as often as anybody likes, and is good once', async () => {
  const { tenant } = await aTenant();
  const token = await tokenOf(tenant);
  for (let time = 0; time < 3; time++) expect(await look(tenant, token)).toMatchObject({ address });
  expect(await spend(tenant, token)).toMatchObject({ address, purpose });
  expect(await spend(tenant, token)).toBeUndefined();
  expect(await look(tenant, token)).toBeUndefined();
});

test('a link that is late, of another purpose, of another tenant, or made up is nothing', async () => {
  const [{ tenant }, { tenant: other }] = [await aTenant(), await aTenant()];
  const token = await tokenOf(tenant);
  expect(await spend(tenant, token, { at: after(NOON, 10 * MINUTE_MS) })).toBeUndefined();
  expect(await spend(tenant, token, { of: 'sign_in' })).toBeUndefined();
  expect(await spend(other, token)).toBeUndefined();
  expect(await spend(tenant, `${token}x`)).toBeUndefined();
  expect(await spend(tenant, token, { at: after(NOON, 10 * MINUTE_MS - 1) })).toBeDefined();
});

test('of eight that take one link at once, one is given it', async () => {
  const { tenant } = await aTenant();
  const token = await tokenOf(tenant);
  const taken = await Promise.all(Array.from({ length: 8 }, () => spend(tenant, token)));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

test('where sends are counted, a newer link kills the older and the fourth within an hour is not made', async () => {
  const { tenant } = await aTenant();
  const counted = { sendsAnHour: 3 };
  const tokens = [await tokenOf(tenant, counted), await tokenOf(tenant, counted)];
  expect(await look(tenant, tokens[0] ?? '')).toBeUndefined();
  expect(await look(tenant, tokens[1] ?? '')).toBeDefined();
  const atOnce = await Promise.all([issue(tenant, counted), issue(tenant, counted), issue(tenant, counted)]);
  expect(atOnce.filter(Boolean)).toHaveLength(1);
  expect(await issue(tenant, { ...counted, at: after(NOON, HOUR_MS) })).toBeDefined();
});

test('where they are not, each link lives for itself', async () => {
  const { tenant } = await aTenant();
  const tokens = await Promise.all(Array.from({ length: 5 }, () => tokenOf(tenant)));
  for (const token of tokens) expect(await spend(tenant, token)).toBeDefined();
});

test('a link is dead after three misses', async () => {
  const { tenant } = await aTenant();
  const token = await tokenOf(tenant);
  const miss = () =>
    inTenant(tenant.id, async (tx) => {
      const link = await lockLink(tx, tenant, NOON, { purpose, token });
      if (link) await missLink(tx, tenant, link.id);
      return link;
    });
  const missed = await Promise.all([miss(), miss(), miss(), miss(), miss()]);
  expect(missed.filter(Boolean)).toHaveLength(3);
  expect(await spend(tenant, token)).toBeUndefined();
});

test('the short code of a link is six digits, the same at every look', async () => {
  const { tenant } = await aTenant();
  const ids = await Promise.all(Array.from({ length: 20 }, async () => (await issue(tenant))?.id ?? ''));
  const codes = ids.map(shortCodeOf);
  expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
  expect(ids.map(shortCodeOf)).toEqual(codes);
  expect(new Set(codes).size).toBeGreaterThan(15);
});
