import { expect, test } from 'vitest';
import { z } from 'zod';
import { inTenant } from '@/db/client';
import { aTenant, facts } from '@/testing/ground';
import { env } from '../base/env';
import type { Actor } from '../policy/actor';
import { ask } from './ask';
import { command, query } from './command';
import { perform } from './perform';

const nothing = z.strictObject({});
const deed = (perMinute: number | undefined, name: 'unit.create' | 'role.create' = 'unit.create') =>
  command({
    name,
    proof: 'none',
    perMinute,
    input: nothing,
    output: nothing,
    run: async () => ({ output: {}, evidence: {} }),
    sample: async () => ({}),
  });
const view = (perMinute: number) =>
  query({
    name: 'unit.list',
    proof: 'none',
    perMinute,
    input: nothing,
    output: nothing,
    run: async () => ({}),
    sample: async () => ({}),
  });

/** Asks until it is refused; gives how often it was done before that, and the refusal. */
async function spendAll(ask_: () => Promise<unknown>, most = 300) {
  for (let done = 0; done < most; done += 1) {
    const refusal = await ask_().then(
      () => undefined,
      (problem: unknown) => problem,
    );
    if (refusal) return { done, refusal };
  }
  return { done: most, refusal: undefined };
}
const from = <A extends Actor>(actor: A, ip: string): A => ({
  ...actor,
  request: facts(actor.request.at, { ip }),
});
const eventsOf = (tenantId: string) =>
  inTenant(tenantId, async (tx) => (await tx.$client.query('select 1 from audit_events')).rowCount);

test('a command has a budget in a minute, and who has used it up is told when to come again', async () => {
  const { person } = await aTenant();
  const actor = await person(['owner']);
  const { done, refusal } = await spendAll(() => perform(deed(3), actor, {}));
  expect(done).toBe(3);
  expect(refusal).toMatchObject({ code: 'too_many_requests', status: 429 });
  const { retryAfterSeconds, values } = refusal as { retryAfterSeconds: number; values: object };
  expect(retryAfterSeconds).toBeGreaterThan(0);
  expect(retryAfterSeconds).toBeLessThanOrEqual(60);
  expect(values).toEqual({ seconds: retryAfterSeconds });
});

test('the budget is of one command, one person, one address and one tenant', async () => {
  const { person } = await aTenant();
  const actor = await person(['owner']);
  const another = await person(['owner']);
  const elsewhere = await (await aTenant()).person(['owner']);
  const spend = (who: Actor, name?: 'role.create') => spendAll(() => perform(deed(2, name), who, {}));
  for (const [who, name] of [
    [actor, undefined],
    [actor, 'role.create'],
    [another, undefined],
    [from(actor, '192.0.2.7'), undefined],
    [elsewhere, undefined],
  ] as const) {
    expect((await spend(who, name)).done).toBe(2);
    expect((await spend(who, name)).done).toBe(0);
  }
});

test('strangers share the budget of their address, which is smaller than that of a person', async () => {
  const { stranger, person } = await aTenant();
  const { LIMIT_STRANGER_PER_MINUTE, LIMIT_COMMAND_PER_MINUTE } = env();
  const actor = await person(['owner']);
  const each = async (who: Actor) => (await spendAll(() => perform(deed(undefined), who, {}))).done;
  expect(await each(from(stranger(), '192.0.2.8'))).toBe(LIMIT_STRANGER_PER_MINUTE);
  expect(await each(from(stranger(), '192.0.2.8'))).toBe(0);
  expect(await each(from(stranger(), '192.0.2.9'))).toBe(LIMIT_STRANGER_PER_MINUTE);
  expect(await each(actor)).toBe(LIMIT_COMMAND_PER_MINUTE);
});

test.each([1, 29, 30, 35, 120])(
  'of %i views in a minute no more than that are given, leases or not',
  async (perMinute) => {
    const { person } = await aTenant();
    const actor = await person(['owner']);
    const { done, refusal } = await spendAll(() => ask(view(perMinute), actor, {}));
    expect(refusal).toMatchObject({ code: 'too_many_requests' });
    expect(done).toBeLessThanOrEqual(perMinute);
    expect(done).toBeGreaterThan(perMinute - 10);
  },
);

test('all at once are counted as one after the other', async () => {
  const { person } = await aTenant();
  const actor = await person(['owner']);
  const ends = await Promise.allSettled(Array.from({ length: 40 }, () => perform(deed(10), actor, {})));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
});

test('a flood is refused before anything is written about it', async () => {
  const { tenant, person } = await aTenant();
  const actor = await person(['owner']);
  const refused = command({ ...deed(2), run: async () => Promise.reject(new Error('never')) });
  await spendAll(() => perform(deed(2), actor, {}));
  const before = await eventsOf(tenant.id);
  expect((await spendAll(() => perform(refused, actor, { more: 1 }))).done).toBe(0);
  expect(await eventsOf(tenant.id)).toBe(before);
});

test('who is forbidden spends the budget as well, so that asking in vain is no way around it', async () => {
  const { tenant, person } = await aTenant();
  const actor = await person(['user']);
  const forbidden = { ...deed(4), proof: 'session' as const };
  const codes: unknown[] = [];
  for (let time = 0; time < 6; time += 1)
    await perform(forbidden, actor, {}).catch(({ code }: { code: string }) => codes.push(code));
  expect(codes).toEqual([...Array(4).fill('forbidden'), ...Array(2).fill('too_many_requests')]);
  expect(await eventsOf(tenant.id)).toBe(1 + 4);
});

test('the command line and the jobs of the operator are not limited', async () => {
  const { system } = await aTenant();
  expect((await spendAll(() => perform(deed(1), system(), {}), 20)).done).toBe(20);
});
