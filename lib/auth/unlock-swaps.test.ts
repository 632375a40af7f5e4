import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, later, NOON } from '@/testing/ground';
import { toldTo } from '@/testing/members';
import { aNumber } from '@/testing/money';
import { after, DAY_MS, HOUR_MS } from '../base/clock';
import { perform } from '../command/perform';
import { lapseHolds } from '../person/lapse-holds';
import { liftPersonHold } from '../person/lift-hold';
import { placeHold, readHolds } from '../trust/hold';
import { lockSwaps } from './lock-swaps';
import { liftOwnHold } from './recovery/lift-holds';
import { unlockSwaps } from './unlock-swaps';

async function aLocked() {
  const ground = await aTenant();
  const person = await ground.person(['user'], { mobile: aNumber() });
  const { tenant } = ground;
  const { id } = person.principal;
  await perform(lockSwaps, person, {});
  const untilAt = async (at: Date) => {
    const holds = await inTenant(tenant.id, (tx) => readHolds(tx, tenant.id, id, at));
    return holds.map(({ until }) => until);
  };
  /** The same person later, with their second factor shown anew. */
  const back = (at: Date) => {
    const one = later(person, at);
    return { ...one, session: { ...one.session, provedAt: at } };
  };
  return { ground, tenant, person, id, untilAt, back };
}

test('a lock that is taken off holds for 24 hours yet, and its owner is told on every channel', async () => {
  const { ground, person, id, untilAt } = await aLocked();
  await perform(unlockSwaps, person, {});
  expect(await untilAt(NOON)).toEqual([after(NOON, DAY_MS)]);
  expect(await untilAt(after(NOON, DAY_MS - 1))).toEqual([after(NOON, DAY_MS)]);
  expect(await untilAt(after(NOON, DAY_MS))).toEqual([]);
  expect((await toldTo(ground, id)).slice(-2)).toEqual(['email swapsUnlocking', 'sms swapsUnlocking']);
  await perform(lapseHolds, ground.system(after(NOON, DAY_MS)), {});
  expect((await toldTo(ground, id)).at(-1)).toBe('sms swapsUnlocked');
});

test('asking again makes the wait no longer and no shorter, and is written about once', async () => {
  const { ground, person, id, untilAt, back } = await aLocked();
  await perform(unlockSwaps, person, {});
  await perform(unlockSwaps, back(after(NOON, 5 * HOUR_MS)), {});
  await perform(liftOwnHold, back(after(NOON, 6 * HOUR_MS)), { kind: 'sim_swap' });
  expect(await untilAt(after(NOON, 6 * HOUR_MS))).toEqual([after(NOON, DAY_MS)]);
  expect((await toldTo(ground, id)).filter((told) => told.endsWith('swapsUnlocking'))).toHaveLength(2);
});

test('locking again takes it back at once, to the last moment and after it', async () => {
  const { person, untilAt, back } = await aLocked();
  await perform(unlockSwaps, person, {});
  const last = after(NOON, DAY_MS - 1);
  await perform(lockSwaps, back(last), {});
  expect(await untilAt(after(NOON, 99 * DAY_MS))).toEqual([null]);
  await perform(unlockSwaps, back(last), {});
  const over = after(last, DAY_MS);
  expect(await untilAt(over)).toEqual([]);
  await perform(lockSwaps, back(over), {});
  expect(await untilAt(after(NOON, 99 * DAY_MS))).toEqual([null]);
});

test('letting go of what securing an account held is no way around the wait; staff who saw a document are', async () => {
  const { ground, tenant, person, id, untilAt } = await aLocked();
  await perform(liftOwnHold, person, { kind: 'sim_swap' });
  expect(await untilAt(NOON)).toEqual([after(NOON, DAY_MS)]);
  const other = await ground.person(['user']);
  await inTenant(tenant.id, (tx) =>
    placeHold(tx, tenant.id, NOON, {
      ...{ personId: other.principal.id, kind: 'sim_swap', reason: 'own session', placedBy: null },
    }),
  );
  await perform(liftOwnHold, other, { kind: 'sim_swap' });
  const admin = await ground.person(['admin']);
  const seen = { personId: id, kind: 'sim_swap', reason: 'Seen at the shop with their identity card' };
  await perform(liftPersonHold, admin, seen);
  expect(await untilAt(NOON)).toEqual([]);
});

test('without a fresh second factor, and where nothing is locked, nothing is unlocked', async () => {
  const { ground, person } = await aLocked();
  await expect(perform(unlockSwaps, later(person, after(NOON, 10 * HOUR_MS)), {})).rejects.toMatchObject({
    code: 'needs_fresh_second_factor',
  });
  await expect(perform(unlockSwaps, await ground.person(['user']), {})).rejects.toMatchObject({
    code: 'swaps_not_locked',
  });
});
