import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aSubscriber, aSwap, fresh, statesOf, traces } from '@/testing/subscriber';
import { sendSignInCode } from '../../auth/code-send';
import { issueCode } from '../../auth/one-time-code';
import { after, HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { callerOn } from '../../ussd/caller';
import { blockSim, retireSim } from './block';
import { lockPortOut, unlockPortOut } from './port-out-lock';
import { resumeNumber, resumeOwn } from './resume';
import { retireNumber } from './retire-number';
import { showOwnSecrets } from './show-secrets';
import { suspendNumber, suspendOwn } from './suspend';

const reason = 'A test wants it so';
const staff = (ground: Ground) => ground.person(['admin']);
const at = (ms: number) => after(NOON, ms);

describe('suspending and resuming', () => {
  test('the holder suspends at once with one session, and what reached the number is closed', async () => {
    const ground = await aTenant();
    const line = await aSubscriber(ground);
    const { tenant } = ground;
    const { holder, numberId, msisdn } = line;
    const one: Person = {
      ...holder,
      session: { ...holder.session, assurance: 1, provedAt: null, provedBy: null },
    };
    const code = {
      purpose: 'sign_in' as const,
      personId: line.holderId,
      address: msisdn,
      channel: 'sms' as const,
    };
    await inTenant(tenant.id, (tx) => issueCode(tx, tenant, NOON, code));
    const call = () =>
      callerOn(tenant, ground.stranger().request, { msisdn, channel: 'ussd', exchangeId: newId(NOON) });
    expect(await call()).toBeDefined();
    await perform(suspendOwn, one, { numberId, reason: 'stolen' });
    expect(await statesOf(ground, line)).toEqual(['suspended', 'suspended']);
    expect(await traces(ground, line, 'sim.suspend-own')).toEqual({ events: 1, deeds: 1 });
    expect(await call()).toBeUndefined();
    const live = await inTenant(tenant.id, async (tx) => {
      const asked = { identifier: msisdn, channel: 'sms' as const };
      await perform(sendSignInCode, ground.stranger(at(1)), asked);
      const { rows } = await tx.$client.query(
        'select 1 from one_time_codes where tenant_id = $1 and address = $2 and used_at is null and person_id is not null',
        [tenant.id, msisdn],
      );
      return rows.length;
    });
    expect(live).toBe(0);
    await expect(perform(suspendOwn, one, { numberId })).rejects.toMatchObject({
      code: 'number_is_elsewhere',
    });
  });

  test('resuming one’s own wants a fresh second factor, and leaves what staff suspended to staff', async () => {
    const ground = await aTenant();
    const [line, admin] = [await aSubscriber(ground), await staff(ground)];
    const { holder, numberId } = line;
    await perform(suspendOwn, holder, { numberId });
    const late = later(holder, at(HOUR_MS));
    await expect(perform(resumeOwn, late, { numberId })).rejects.toMatchObject({
      code: 'needs_fresh_second_factor',
    });
    await perform(resumeOwn, fresh(holder, at(HOUR_MS)), { numberId });
    expect(await statesOf(ground, line)).toEqual(['active', 'active']);
    await perform(suspendNumber, await ground.person(['support']), { numberId, reason });
    await expect(perform(resumeOwn, holder, { numberId })).rejects.toMatchObject({
      code: 'number_suspended_by_staff',
    });
    await expect(
      perform(resumeNumber, await ground.person(['support']), { numberId, reason }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    await perform(resumeNumber, admin, { numberId, reason });
    expect(await statesOf(ground, line)).toEqual(['active', 'active']);
    expect((await traces(ground, line, 'sim.resume'))?.events).toBe(4);
  });

  test('nobody touches another’s number as if it were their own, and staff let go of none that is theirs', async () => {
    const ground = await aTenant();
    const line = await aSubscriber(ground);
    const { numberId } = line;
    const stranger = await ground.person(['user']);
    for (const deed of [suspendOwn, resumeOwn, lockPortOut, unlockPortOut, showOwnSecrets])
      await expect(perform(deed as typeof suspendOwn, stranger, { numberId })).rejects.toMatchObject({
        code: 'not_found',
      });
    const admin = await staff(ground);
    await inTenant(ground.tenant.id, (tx) =>
      tx.$client.query('update numbers set holder_id = $3 where tenant_id = $1 and id = $2', [
        ...[ground.tenant.id, numberId, admin.principal.id],
      ]),
    );
    await perform(suspendNumber, admin, { numberId, reason });
    for (const deed of [resumeNumber, retireNumber])
      await expect(perform(deed, admin, { numberId, reason })).rejects.toMatchObject({
        code: 'number_is_your_own',
      });
    await expect(perform(blockSim, admin, { simId: line.simId, reason })).rejects.toMatchObject({
      code: 'number_is_your_own',
    });
  });

  test('while the number is about to move, it can be suspended and not resumed, and its card is left to the case', async () => {
    const ground = await aTenant();
    const line = await aSubscriber(ground);
    const { id, newSimId } = await aSwap(ground, line);
    const { holder, numberId, simId } = line;
    const admin = await staff(ground);
    await perform(suspendOwn, holder, { numberId });
    expect(await statesOf(ground, line)).toEqual(['pending_swap', 'suspended']);
    const back = await inTenant(ground.tenant.id, async (tx) => {
      const { rows } = await tx.$client.query('select old_sim_state from swap_cases where id = $1', [id]);
      return rows[0];
    });
    expect(back).toEqual({ old_sim_state: 'suspended' });
    await expect(perform(resumeOwn, holder, { numberId })).rejects.toMatchObject({
      code: 'number_is_being_moved',
    });
    for (const card of [simId, newSimId])
      for (const deed of [blockSim, retireSim])
        await expect(perform(deed, admin, { simId: card, reason })).rejects.toMatchObject({
          code: 'number_is_being_moved',
        });
    await expect(perform(retireNumber, admin, { numberId, reason })).rejects.toMatchObject({
      code: 'number_is_being_moved',
    });
  });

  test('of deeds that race on one card exactly one is done, and leaves one row', async () => {
    const ground = await aTenant();
    const line = await aSubscriber(ground);
    const admin = await staff(ground);
    const { holder, numberId, simId } = line;
    const tries = await Promise.allSettled([
      ...Array.from({ length: 4 }, () => perform(suspendOwn, holder, { numberId })),
      ...Array.from({ length: 4 }, () => perform(suspendNumber, admin, { numberId, reason })),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await traces(ground, line, 'sim.suspend'))?.events).toBe(1);
    const ends = await Promise.allSettled([
      perform(blockSim, admin, { simId, reason }),
      perform(retireNumber, admin, { numberId, reason }),
      perform(resumeNumber, admin, { numberId, reason }),
    ]);
    // Whatever their order was, the states are ones that the tables lead to, each step with its row.
    const done = ends.filter(({ status }) => status === 'fulfilled').length;
    expect((await traces(ground, line, 'sim.block'))?.events).toBe(1 + done);
    expect(['blocked', 'retired', 'active']).toContain((await statesOf(ground, line))[0]);
  });
});
