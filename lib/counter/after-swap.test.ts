import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { later } from '@/testing/ground';
import { aCustomer, balanceOf } from '@/testing/money';
import { freshlyBy, swapScene } from '@/testing/swap-scene';
import { addressOn, contactOf } from '../auth/find-contact';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import { Refusal } from '../base/refusal';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { openWallet } from '../person/open-wallet';
import type { Person } from '../policy/actor';
import { swapEvidence } from '../sim/swap/evidence/queries';
import { remedySwap } from '../sim/swap/remedy';
import { attestationOf } from '../trust/attestation';
import { questionOf } from '../trust/decision/question';
import { quoteTransfer } from '../wallet/quote';
import { transfer } from '../wallet/transfer';

const send = async (payer: Person, to: Person, amount: string, at: Date) => {
  const from = later(payer, at);
  try {
    const { quote } = await ask(quoteTransfer, from, { to: to.principal.mobile ?? '', amount });
    await perform(transfer, from, { quote, key: randomUUID() });
    return undefined;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return refusal;
  }
};

/** A swap that took effect at once, by the old card; its holder has money, and somebody whom they could send it to. */
async function moved() {
  const scene = await swapScene();
  const { ground, holder } = scene;
  const { tenant } = ground;
  await inTenant(tenant.id, (tx) =>
    openWallet(tx, tenant.id, holder.principal.id, tenant.currency, scene.at(0)),
  );
  const friend = await aCustomer(ground, { balance: 150_000n, tier: 1 });
  await send(friend, holder, '90000', scene.at(0));
  const { swapId } = await scene.request();
  await scene.letNoticesLeave();
  await scene.answer(swapId, 'yes');
  const { completed_at: swappedAt } = await scene.swapRow(swapId);
  return { ...scene, tenant, friend, swapId, swappedAt: swappedAt as Date };
}

test('the wallet is not drained right after a swap: two days nothing leaves, then little at a time, and what comes in arrives', async () => {
  const { ground, holder, friend, swappedAt } = await moved();
  const at = (ms: number) => after(swappedAt, ms);
  expect(await balanceOf(ground, holder)).toBe(90_000n);
  const now = await send(holder, friend, '1', at(MINUTE_MS));
  expect(now?.code).toBe('wallet_rests_after_swap');
  // In the tenant's zone, which is two hours ahead of UTC.
  expect(now?.values).toEqual({ until: '2026-06-17 14:00' });
  expect(await send(friend, holder, '5000', at(MINUTE_MS))).toBeUndefined();
  expect((await send(holder, friend, '1', at(2 * DAY_MS - 1)))?.code).toBe('wallet_rests_after_swap');
  expect((await send(holder, friend, '20001', at(2 * DAY_MS)))?.code).toBe('wallet_capped_after_swap');
  expect(await send(holder, friend, '15000', at(2 * DAY_MS))).toBeUndefined();
  expect((await send(holder, friend, '20001', at(3 * DAY_MS - 1)))?.code).toBe('wallet_capped_after_swap');
  expect((await send(holder, friend, '20001', at(3 * DAY_MS)))?.code).not.toBe('wallet_capped_after_swap');
});

test('what is sent to the number proves nothing for 72 hours, and the e-mail goes on', async () => {
  const { tenant, holder, swappedAt } = await moved();
  const { id, mobile, email } = holder.principal;
  const reaches = (ms: number) =>
    inTenant(tenant.id, async (tx) => {
      const at = after(swappedAt, ms);
      const found = await contactOf(tx, tenant, id, { deviceId: null, at });
      return (['sms', 'whatsapp', 'email'] as const).map((way) => addressOn(found, way) ?? null);
    });
  expect(await reaches(MINUTE_MS)).toEqual([null, null, email]);
  expect(await reaches(72 * HOUR_MS - 1)).toEqual([null, null, email]);
  expect(await reaches(72 * HOUR_MS)).toEqual([mobile, mobile, email]);
});

test('others may not rely on the number for ten days, and policies know for how long it is on its card', async () => {
  const { tenant, holder, friend, swappedAt } = await moved();
  const standing = (personId: string, ms: number) =>
    inTenant(tenant.id, (tx) => attestationOf(tx, tenant.id, personId, after(swappedAt, ms)));
  const { id } = holder.principal;
  expect(await standing(id, HOUR_MS)).toEqual({
    reliable: false,
    simSince: swappedAt,
    reliableFrom: after(swappedAt, 240 * HOUR_MS),
  });
  expect(await standing(id, 240 * HOUR_MS)).toEqual({
    reliable: true,
    simSince: swappedAt,
    reliableFrom: null,
  });
  expect(await standing(friend.principal.id, HOUR_MS)).toMatchObject({ reliable: true });

  const asked = { name: 'wallet.transfer', kind: 'command' } as const;
  const since = (person: Person) => questionOf(person, asked).context.hoursSinceSwap;
  const known = { ...holder, principal: { ...holder.principal, swappedAt } };
  expect(since(later(known, after(swappedAt, 59 * MINUTE_MS)))).toBe(0);
  expect(since(later(known, after(swappedAt, 25 * HOUR_MS)))).toBe(25);
  expect(since(later(friend, swappedAt))).toBeUndefined();
});

test('an e-mail, a password and a PIN that a thief set are gone with the remedy, and the address of before is back', async () => {
  const { tenant, holder, third, swapId, swappedAt, rows } = await moved();
  const { id, email } = holder.principal;
  const later_ = after(swappedAt, HOUR_MS);
  await inTenant(tenant.id, async (tx) => {
    await tx.$client.query(
      `update users set email = 'thief@example.com', email_verified_at = $3 where tenant_id = $1 and id = $2`,
      [tenant.id, id, later_],
    );
    await tx.$client.query(
      `insert into passwords (tenant_id, person_id, hash, changed_at) values ($1, $2, 'x', $3)
       on conflict (tenant_id, person_id) do update set changed_at = excluded.changed_at`,
      [tenant.id, id, later_],
    );
    await tx.$client.query('update pins set changed_at = $3 where tenant_id = $1 and person_id = $2', [
      ...[tenant.id, id, later_],
    ]);
  });
  await perform(remedySwap, freshlyBy(third, after(swappedAt, 2 * HOUR_MS)), { swapId, reason: 'A fraud' });
  const left = (table: string) => rows(`select 1 from ${table} where tenant_id = $1 and person_id = $2`, id);
  expect(
    [await left('passwords'), await left('pins'), await left('totp_factors')].map((all) => all.length),
  ).toEqual([0, 0, 1]);
  expect(
    await rows(
      'select email, email_verified_at is not null as confirmed from users where tenant_id = $1 and id = $2',
      id,
    ),
  ).toEqual([{ email, confirmed: true }]);
  const [event] = await rows<{ change: Record<string, unknown> }>(
    `select change from audit_events where tenant_id = $1 and subject = $2 and command = 'sim.swap.remedy'`,
    `swap:${swapId}`,
  );
  expect(event?.change).toMatchObject({
    password: true,
    pin: true,
    addresses: ['email'],
    passkeys: [],
    totp: [],
  });
});

test('money that left after a fraud is in its evidence, and nothing leaves once it is undone', async () => {
  const { ground, holder, friend, third, swapId, swappedAt } = await moved();
  const at = (ms: number) => after(swappedAt, ms);
  expect(await send(holder, friend, '15000', at(50 * HOUR_MS))).toBeUndefined();
  await perform(remedySwap, freshlyBy(third, at(51 * HOUR_MS)), { swapId, reason: 'They were abroad' });
  expect((await send(holder, friend, '1', at(52 * HOUR_MS)))?.code).toBe('wallet_is_secured');
  expect(await send(friend, holder, '1000', at(52 * HOUR_MS))).toBeUndefined();
  const supervisor = freshlyBy(await ground.person(['supervisor']), at(53 * HOUR_MS));
  const { file } = await ask(swapEvidence, supervisor, { swapId, as: 'json' });
  const { pack } = JSON.parse(Buffer.from(file, 'base64').toString('utf8'));
  expect(pack.money).toMatchObject([
    { operation: 'transfer', amountMinor: '15000', to: { id: friend.principal.id } },
    { operation: 'fee' },
  ]);
  expect(pack).toMatchObject({ case: { state: 'remedied' }, remedy: { by: { id: third.principal.id } } });
  expect(pack.proofs).toMatchObject([{ kind: 'old-sim', passed: true }]);
  const commands = pack.events.map(({ command }: { command: string }) => command);
  expect(commands).toEqual(
    expect.arrayContaining(['sim.swap.request', 'sim.swap.answer', 'sim.swap.remedy']),
  );
  expect(pack.notices.length).toBeGreaterThan(2);
});
