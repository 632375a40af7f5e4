import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, NOON } from '@/testing/ground';
import { after, DAY_MS, HOUR_MS } from '../base/clock';
import { newId } from '../base/id';
import { guardAfterSwap, guardOf, releaseMoney } from './swap-guard';

/** A person whose number moves, once with one ceiling and once with another. */
async function aPersonWhoseNumberMoves() {
  const ground = await aTenant();
  const { principal } = await ground.person(['user']);
  const { id: personId } = principal;
  const moves = (at: Date, cappedMinor: number) => {
    const { tenant } = ground;
    const swap = { ...tenant.settings.swap, cappedMinor };
    const asSet = { ...tenant, settings: { ...tenant.settings, swap } };
    return inTenant(tenant.id, (tx) => guardAfterSwap(tx, asSet, at, { personId, swapId: newId(at) }));
  };
  const guard = () => inTenant(ground.tenant.id, (tx) => guardOf(tx, ground.tenant.id, personId));
  const released = (at: Date) =>
    inTenant(ground.tenant.id, (tx) => releaseMoney(tx, ground.tenant.id, personId, at));
  return { moves, guard, released };
}

test('the lower ceiling of a guard that still stands stays', async () => {
  const { moves, guard } = await aPersonWhoseNumberMoves();
  await moves(NOON, 5_000);
  await moves(after(NOON, HOUR_MS), 20_000);
  expect(await guard()).toMatchObject({ capMinor: 5_000n, swappedAt: after(NOON, HOUR_MS) });
  await moves(after(NOON, 2 * HOUR_MS), 1_000);
  expect(await guard()).toMatchObject({ capMinor: 1_000n });
});

test('the ceiling of a guard that is over, or was released, does not lower a new one', async () => {
  const { moves, guard, released } = await aPersonWhoseNumberMoves();
  await moves(NOON, 5_000);
  await moves(after(NOON, 40 * DAY_MS), 20_000);
  expect(await guard()).toMatchObject({ capMinor: 20_000n });
  expect(await released(after(NOON, 40 * DAY_MS + HOUR_MS))).toBe(true);
  await moves(after(NOON, 40 * DAY_MS + HOUR_MS), 30_000);
  expect(await guard()).toMatchObject({ capMinor: 30_000n });
});
