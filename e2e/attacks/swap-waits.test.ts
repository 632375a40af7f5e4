import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { HOUR_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { recordSignal } from '@/lib/trust/signal';
import { objectionToken } from '@/testing/swap-scene';
import { actionsOf } from '../fixtures/built-app';
import { type AttackedSwap, attackedSwap, jobLooks, play, timePasses } from './swap-scene';

const note = 'It is them';

/** How long a case waits from now on, in hours. */
async function hoursLeft(scene: AttackedSwap, swapId: string): Promise<number> {
  const readyAt = (await scene.swapRow(swapId)).ready_at as Date;
  return Math.round((readyAt.getTime() - Date.now()) / HOUR_MS);
}

test('skipping a state', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase();
  const step = async (form: 'approve' | 'decide' | 'remedy', fields: Record<string, string>) =>
    expect([form, await play(scene.supervisorBrowser, form, { swapId, ...fields })]).toEqual([
      form,
      'swap_not_in_this_state',
    ]);
  const skips = async () => {
    await step('approve', { note });
    await step('decide', { verdict: 'go_on', note });
    await step('remedy', { reason: note });
  };
  await skips();
  expect(await scene.stateOf(swapId)).toBe('proving');
  expect(await scene.prove(swapId)).toBe('done');
  await skips();
  expect(await scene.proveByCode(swapId)).toBe('done');
  await skips();
  expect(await scene.stateOf(swapId)).toBe('cooling');
  // Nothing that ends a wait, or a case, by itself has a form at all.
  const names = actionsOf(process.cwd()).map(({ name }) => name.toLowerCase());
  expect(names.filter((name) => /complete.*swap|swap.*complete|expire/.test(name))).toEqual([]);
  await scene.expectNotMoved();
});

test('finishing during cooling-off', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.coolingCase();
  await scene.letNoticesLeave(new Date());
  expect(await hoursLeft(scene, swapId)).toBe(24);
  // A second proof, a yes on the card, an approval and a new request shorten nothing.
  expect(await scene.prove(swapId)).toBe('swap_is_proved');
  expect(await scene.yes()).not.toMatch(/yes was taken/);
  expect(await play(scene.supervisorBrowser, 'approve', { swapId, note })).toBe('swap_not_in_this_state');
  const other = await scene.staff(await scene.ground.person(['agent']));
  expect(await scene.requestAs(other)).toBe('swap_is_open');
  await timePasses(scene, swapId, '23 hours 58 minutes');
  await jobLooks(scene, swapId);
  expect(await scene.stateOf(swapId)).toBe('cooling');
  await scene.expectNotMoved();
  // When it is over the process does it, and nobody else.
  await timePasses(scene, swapId, '3 minutes');
  await expect.poll(() => scene.stateOf(swapId), { timeout: 60_000 }).toBe('completed');
  expect(await scene.simOfNumber()).toBe(scene.card.id);
});

test('changing the contact just before', async () => {
  const scene = await attackedSwap();
  // Somebody has the unlocked telephone for a minute: session and authenticator, and puts their own address in.
  const own = scene.mine;
  const thiefs = `thief-${newId(new Date()).slice(-8)}@example.com`;
  const before = scene.holder.principal.email ?? '';
  await scene.stepUp(own, scene.holderId);
  expect(await play(own, 'changeAddress', { address: thiefs })).toBe('done');
  const [code = ''] = (await scene.sentTo(thiefs, 'changeEmail')).filter(Boolean);
  expect(await play(own, 'confirmAddress', { address: thiefs, code })).toBe('done');
  const swapId = await scene.openCase({ reason: 'damaged' });
  expect(await scene.prove(swapId)).toBe('done');
  expect(await play(own, 'sendCode', { swapId, to: 'email' })).toBe('done');
  const [sent = ''] = await scene.sentTo(thiefs, 'swapCode');
  expect(await scene.enterCode(swapId, sent)).toBe('done');
  // Three days, in which the old card was told and says no with one press.
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'cooling' });
  expect((await scene.swapRow(swapId)).cooling_reasons).toContain('contact-changed');
  expect(await hoursLeft(scene, swapId)).toBe(72);
  expect(
    await scene.rows('select 1 from outbox_messages where tenant_id = $1 and address = $2', before),
  ).not.toEqual([]);
  const token = await objectionToken(scene.ground, scene.msisdn);
  expect(await play(scene.browser(), 'objectByLink', { token })).toBe('done');
  expect(await scene.stateOf(swapId)).toBe('cancelled');
  await scene.expectNotMoved();
});

test('changing the contact or a factor just after', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase();
  await scene.rows(
    `update users set email = $2, email_verified_at = now() where tenant_id = $1 and id = $3 returning id`,
    ...[`t-${newId(new Date()).slice(-8)}@example.com`, scene.holderId],
  );
  expect(await scene.sendCode(swapId, 'email')).toBe('swap_way_is_closed');
  await scene.rows(
    'update totp_factors set confirmed_at = now() where tenant_id = $1 and person_id = $2 returning id',
    scene.holderId,
  );
  expect(await scene.prove(swapId)).toBe('swap_way_is_closed');
  expect(await scene.stateOf(swapId)).toBe('proving');
});

test('changing a factor just before', async () => {
  const scene = await attackedSwap();
  await inTenant(scene.tenant.id, (tx) =>
    recordSignal(tx, scene.tenant.id, scene.holderId, 'credential-changed', new Date(Date.now() - HOUR_MS)),
  );
  const swapId = await scene.openCase({ reason: 'damaged' });
  await scene.letNoticesLeave(new Date());
  // Also a yes on the old card with the PIN, which would be at once, waits its three days.
  expect(await scene.yes()).toMatch(/yes was taken/);
  expect(await scene.swapRow(swapId)).toMatchObject({
    state: 'cooling',
    cooling_reasons: ['credential-changed'],
  });
  expect(await hoursLeft(scene, swapId)).toBe(72);
  await scene.expectNotMoved();
});

test('turning the lock off just before', async () => {
  const scene = await attackedSwap();
  expect(await play(scene.mine, 'lockSwaps', {})).toBe('done');
  expect(await scene.requestAs(scene.agentBrowser)).toBe('swap_locked');
  await scene.stepUp(scene.mine, scene.holderId);
  expect(await play(scene.mine, 'unlockSwaps', {})).toBe('done');
  // For a day it holds as it did, and after it the wait is the long one.
  expect(await scene.requestAs(scene.agentBrowser)).toBe('swap_locked');
  await scene.rows(
    `update person_holds set since = since - interval '25 hours', until = until - interval '25 hours'
     where tenant_id = $1 and person_id = $2 and kind = 'sim_swap' returning id`,
    scene.holderId,
  );
  const swapId = await scene.openCase({ reason: 'damaged' });
  await scene.letNoticesLeave(new Date());
  expect(await scene.yes()).toMatch(/yes was taken/);
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'cooling', cooling_reasons: ['lock-lifted'] });
  expect(await hoursLeft(scene, swapId)).toBe(72);
  await scene.expectNotMoved();
});

test('the clock moved back', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase();
  await scene.stepUp(scene.mine, scene.holderId);
  // Nothing that a client says moves the server's clock.
  for (const lie of ['now', 'at', 'clock'])
    expect(await play(scene.mine, 'prove', { swapId, [lie]: '2020-01-01T00:00:00Z' })).toBe('invalid_input');
  // The server's own clock is set back by an hour: all that was written lies ahead. Nothing opens by it.
  await timePasses(scene, swapId, '-1 hour');
  expect(await play(scene.mine, 'prove', { swapId })).toBe('swap_needs_factor_now');

  const other = await attackedSwap();
  const waiting = await other.coolingCase();
  await other.letNoticesLeave(new Date());
  const before = (await other.swapRow(waiting)).ready_at as Date;
  await timePasses(other, waiting, '-2 hours');
  await jobLooks(other, waiting);
  expect(await other.stateOf(waiting)).toBe('cooling');
  expect(((await other.swapRow(waiting)).ready_at as Date).getTime()).toBe(before.getTime() + 2 * HOUR_MS);
  await other.expectNotMoved();
});

test('notices suppressed because a channel is down: they are tried again, and completion waits for one', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.coolingCase();
  await timePasses(scene, swapId, '25 hours');
  const attempts = async () =>
    (
      await scene.rows<{ attempts: number }>(
        'select attempts from swap_queue where of_tenant = $1 and case_id = $2',
        swapId,
      )
    )[0]?.attempts ?? 0;
  // No channel is set up here: the job looks again and again, and moves nothing.
  await expect.poll(attempts, { timeout: 60_000 }).toBeGreaterThan(2);
  expect(await scene.stateOf(swapId)).toBe('cooling');
  await scene.expectNotMoved();
  const unsent = await scene.rows<{ state: string }>(
    `select m.state from swap_notices n join outbox_messages m on m.tenant_id = n.tenant_id and m.id = n.message_id
     where n.tenant_id = $1 and n.case_id = $2`,
    swapId,
  );
  expect(unsent.length).toBeGreaterThan(2);
  expect(new Set(unsent.map(({ state }) => state))).toEqual(new Set(['waiting']));
  // One that leaves is enough; the holder could have objected by it.
  await scene.letNoticesLeave(new Date());
  await timePasses(scene, swapId, '0 hours');
  await expect.poll(() => scene.stateOf(swapId), { timeout: 120_000 }).toBe('completed');
});
