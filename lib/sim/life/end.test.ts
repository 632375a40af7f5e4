import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aSubscriber, aSwap, fresh, statesOf, traces } from '@/testing/subscriber';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { placeHold } from '../../trust/hold';
import { sampleSim } from '../stock/sample-sim';
import { blockSim, retireSim } from './block';
import { portOut } from './port-out';
import { lockPortOut, unlockPortOut } from './port-out-lock';
import { resumeNumber, resumeOwn } from './resume';
import { retireNumber } from './retire-number';
import { showNumber } from './show-number';
import { suspendOwn } from './suspend';

const reason = 'A test wants it so';
const staff = (ground: Ground) => ground.person(['admin']);
const at = (ms: number) => after(NOON, ms);

describe('blocking and retiring', () => {
  test('a blocked card suspends its number, which is then retired with it', async () => {
    const ground = await aTenant();
    const line = await aSubscriber(ground);
    const admin = await staff(ground);
    const { numberId, simId } = line;
    await expect(perform(retireSim, admin, { simId, reason })).rejects.toMatchObject({
      code: 'sim_with_a_number',
    });
    await perform(blockSim, admin, { simId, reason });
    expect(await statesOf(ground, line)).toEqual(['blocked', 'suspended']);
    await expect(perform(resumeNumber, admin, { numberId, reason })).rejects.toMatchObject({
      code: 'sim_is_elsewhere',
    });
    await expect(perform(resumeOwn, line.holder, { numberId })).rejects.toMatchObject({
      code: 'number_suspended_by_staff',
    });
    await perform(retireNumber, admin, { numberId, reason });
    expect(await statesOf(ground, line)).toEqual(['retired', 'retired']);
    expect(await traces(ground, line, 'number.retire')).toEqual({ events: 2, deeds: 1 });
    await expect(perform(retireSim, admin, { simId, reason })).rejects.toMatchObject({
      code: 'sim_is_elsewhere',
    });
    await expect(perform(retireNumber, admin, { numberId, reason })).rejects.toMatchObject({
      code: 'number_is_elsewhere',
    });
  });

  test('a card that a number left lately stays, so that the number can come back', async () => {
    const ground = await aTenant();
    const admin = await staff(ground);
    const { id: simId } = await inTenant(ground.tenant.id, (tx) =>
      sampleSim({ tx, tenant: ground.tenant, now: NOON }),
    );
    await inTenant(ground.tenant.id, (tx) =>
      tx.$client.query(`update sims set state = 'swapped_out' where tenant_id = $1 and id = $2`, [
        ...[ground.tenant.id, simId],
      ]),
    );
    await expect(perform(retireSim, admin, { simId, reason })).rejects.toMatchObject({
      code: 'sim_may_come_back',
    });
    const month = at(ground.tenant.settings.swap.recentSwapMs);
    await perform(retireSim, fresh(admin, month), { simId, reason });
  });
});

describe('leaving the network', () => {
  test('a lock holds at once, and for a day after it is taken off', async () => {
    const ground = await aTenant();
    const line = await aSubscriber(ground);
    const admin = await staff(ground);
    const { holder, numberId } = line;
    const leave = (when: Date) => perform(portOut, fresh(admin, when), { numberId, to: 'Airtel', reason });
    await expect(perform(unlockPortOut, holder, { numberId })).rejects.toMatchObject({
      code: 'port_out_not_locked',
    });
    await perform(lockPortOut, holder, { numberId });
    await expect(leave(NOON)).rejects.toMatchObject({ code: 'port_out_locked' });
    const { endsAt } = await perform(unlockPortOut, holder, { numberId });
    expect(endsAt).toEqual(at(DAY_MS));
    // Asking again makes it no shorter and no longer.
    const again = await perform(unlockPortOut, fresh(holder, at(HOUR_MS)), { numberId });
    expect(again.endsAt).toEqual(endsAt);
    await expect(leave(at(DAY_MS - 1))).rejects.toMatchObject({ code: 'port_out_locked' });
    await leave(at(DAY_MS));
    expect(await statesOf(ground, line)).toEqual(['retired', 'retired']);
    expect((await ask(showNumber, later(admin, at(DAY_MS)), { numberId })).hasLeft).toBe(true);
  });

  test('what keeps a number from moving keeps it from leaving', async () => {
    const ground = await aTenant();
    const { tenant } = ground;
    const admin = await staff(ground);
    const leave = (numberId: string) => perform(portOut, admin, { numberId, to: 'Airtel', reason });
    const held = await aSubscriber(ground);
    await inTenant(tenant.id, (tx) =>
      placeHold(tx, tenant.id, NOON, {
        personId: held.holderId,
        kind: 'sim_swap',
        reason: 'locked',
        placedBy: null,
      }),
    );
    await expect(leave(held.numberId)).rejects.toMatchObject({ code: 'port_out_held' });
    const moving = await aSubscriber(ground);
    await aSwap(ground, moving);
    await expect(leave(moving.numberId)).rejects.toMatchObject({ code: 'number_is_being_moved' });
    const moved = await aSubscriber(ground);
    await aSwap(ground, moved, { state: 'completed', ready_at: NOON, completed_at: NOON });
    await expect(leave(moved.numberId)).rejects.toMatchObject({ code: 'port_out_after_swap' });
    const suspended = await aSubscriber(ground);
    await perform(suspendOwn, suspended.holder, { numberId: suspended.numberId });
    await expect(leave(suspended.numberId)).rejects.toMatchObject({ code: 'port_out_not_in_use' });
  });
});
