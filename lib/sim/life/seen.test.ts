import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aSubscriber, fresh } from '@/testing/subscriber';
import { after, HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { guardAfterSwap } from '../../trust/swap-guard';
import { findNumber } from './find-number';
import { lockPortOut } from './port-out-lock';
import { resumeNumber } from './resume';
import { showNumber } from './show-number';
import { showOwnSecrets } from './show-secrets';
import { showSim } from './show-sim';
import { suspendNumber, suspendOwn } from './suspend';

const reason = 'A test wants it so';
const staff = (ground: Ground) => ground.person(['admin']);
const at = (ms: number) => after(NOON, ms);

describe('PIN and PUK', () => {
  test('are shown to a fresh second factor of the holder, with evidence that holds none of them', async () => {
    const ground = await aTenant();
    const { holder, numberId } = await aSubscriber(ground);
    const codes = await perform(showOwnSecrets, holder, { numberId });
    expect(codes).toEqual({ pin1: '1234', puk1: '12345678', pin2: '4321', puk2: '87654321' });
    const late = later(holder, at(HOUR_MS));
    await expect(perform(showOwnSecrets, late, { numberId })).rejects.toMatchObject({
      code: 'needs_fresh_second_factor',
    });
    const written = await inTenant(ground.tenant.id, async (tx) => {
      const { rows } = await tx.$client.query(
        `select coalesce(change::text, '') || coalesce(subject, '') as text from audit_events where tenant_id = $1`,
        [ground.tenant.id],
      );
      return JSON.stringify(rows);
    });
    for (const secret of Object.values(codes)) expect(written).not.toMatch(new RegExp(`\\b${secret}\\b`));
  });

  test('are not shown while the number is suspended, about to move, or has moved lately', async () => {
    const ground = await aTenant();
    const { tenant } = ground;
    const suspended = await aSubscriber(ground);
    await perform(suspendOwn, suspended.holder, { numberId: suspended.numberId });
    await expect(
      perform(showOwnSecrets, suspended.holder, { numberId: suspended.numberId }),
    ).rejects.toMatchObject({
      code: 'card_codes_not_in_use',
    });
    const moved = await aSubscriber(ground);
    await inTenant(tenant.id, (tx) =>
      guardAfterSwap(tx, tenant, NOON, { personId: moved.holderId, swapId: newId(NOON) }),
    );
    await expect(perform(showOwnSecrets, moved.holder, { numberId: moved.numberId })).rejects.toMatchObject({
      code: 'card_codes_after_swap',
    });
    const over = fresh(moved.holder, at(tenant.settings.swap.attestationOffMs));
    expect(await perform(showOwnSecrets, over, { numberId: moved.numberId })).toHaveProperty(
      'puk1',
      '12345678',
    );
  });
});

describe('what is seen of it', () => {
  test('the call centre finds a number masked, and may suspend it and do no more', async () => {
    const ground = await aTenant();
    const { msisdn, numberId, simId, iccid } = await aSubscriber(ground);
    const support = await ground.person(['support']);
    const { found } = await ask(findNumber, support, { number: msisdn });
    expect(found).toMatchObject({
      id: numberId,
      holder: 'Jean M.',
      state: 'active',
      maySuspend: true,
      mayResume: false,
    });
    const seen = JSON.stringify([
      found,
      await ask(showNumber, support, { numberId }),
      await ask(showSim, support, { simId }),
    ]);
    for (const whole of [msisdn, iccid, 'Mugabo']) expect(seen).not.toContain(whole);
    expect(await ask(findNumber, support, { number: '0788000000' })).toEqual({ found: null });
    expect((await ask(showNumber, await staff(ground), { numberId })).msisdn).toBe(msisdn);
  });

  test('a life is told in order: states, locks and cases, with who and why', async () => {
    const ground = await aTenant();
    const line = await aSubscriber(ground);
    const { holder, numberId, simId } = line;
    const admin = await staff(ground);
    await perform(lockPortOut, holder, { numberId });
    await perform(suspendNumber, later(admin, at(1)), { numberId, reason });
    await perform(resumeNumber, later(admin, at(2)), { numberId, reason });
    const { events, may } = await ask(showNumber, later(admin, at(3)), { numberId });
    expect(events.map(({ what }) => what)).toEqual(['active', 'suspended', 'port_out_locked']);
    expect(events[1]).toMatchObject({ who: admin.principal.name, reason, card: { id: simId } });
    expect(may).toEqual(['suspend', 'retire', 'port-out']);
    const card = await ask(showSim, later(admin, at(3)), { simId });
    expect(card.events.map(({ what }) => what)).toEqual(['active', 'suspended']);
    expect(card.may).toEqual(['block']);
  });
});
