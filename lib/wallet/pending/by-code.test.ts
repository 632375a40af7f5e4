import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { answerTo, bytesOf, type Spec } from '@/testing/deeds';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { anAgent, balanceOf } from '@/testing/money';
import { aCounter, change, confirm, heldOf, inBrowser, numberOf, start } from '@/testing/pending-scene';
import { codePostedTo } from '@/testing/posted';
import { after, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Actor } from '../../policy/actor';
import { guardAfterSwap } from '../../trust/swap-guard';
import { confirmByCode, enterPendingCode, lookAtPendingCode } from './by-code';

const aPhone = (ground: Ground) => inBrowser(ground.stranger(), randomUUID());
const enter = (phone: Actor, number: string, code: string) =>
  perform(enterPendingCode, phone, { number, code });
const REFUSED = { code: 'pending_code_refused' };
const another = (code: string) => (code === '000000' ? '000001' : '000000');

test('the code out of the message shows who asks for how much, and one button pays it, once', async () => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(inBrowser(agent, randomUUID()), ana);
  const code = await codePostedTo(ground.tenant, numberOf(ana));
  const phone = aPhone(ground);
  const { ticket } = await enter(phone, numberOf(ana), ` ${code} `);
  expect(await ask(lookAtPendingCode, phone, { ticket })).toMatchObject({
    ...{ state: 'pending_customer', amount: 5_000n, fee: 250n, agent: { place: ground.tenant.name } },
  });
  // In another browser it opens nothing.
  await expect(ask(lookAtPendingCode, aPhone(ground), { ticket })).rejects.toMatchObject(REFUSED);
  await expect(perform(confirmByCode, aPhone(ground), { ticket })).rejects.toMatchObject(REFUSED);
  await perform(confirmByCode, phone, { ticket });
  expect(await ask(lookAtPendingCode, phone, { ticket })).toMatchObject({
    ...{ id: pendingId, state: 'posted', receiptNumber: expect.any(String) },
  });
  await expect(perform(confirmByCode, phone, { ticket })).rejects.toMatchObject({
    code: 'pending_is_posted',
  });
  await expect(confirm(ana, pendingId)).rejects.toMatchObject({ code: 'pending_is_posted' });
  await expect(enter(phone, numberOf(ana), code)).rejects.toMatchObject(REFUSED);
  expect(await balanceOf(ground, ana)).toBe(14_750n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('three wrong codes close this way, and leave the others open; a number that is nobody’s says the same', async () => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(agent, ana);
  const code = await codePostedTo(ground.tenant, numberOf(ana));
  const phone = aPhone(ground);
  const answers = new Set<string>();
  for (const number of [numberOf(ana), '+250780999999', numberOf(ana), numberOf(agent) || '+250780999998'])
    answers.add(
      bytesOf(await answerTo(enterPendingCode as unknown as Spec, phone, { number, code: another(code) })),
    );
  expect(answers.size).toBe(1);
  await expect(enter(phone, numberOf(ana), another(code))).rejects.toMatchObject(REFUSED);
  await expect(enter(phone, numberOf(ana), code)).rejects.toMatchObject(REFUSED);
  expect(await heldOf(ground, ana)).toBe(5_250n);
  await confirm(ana, pendingId);
});

test('a number is guessed at twenty times a day, over all that is asked of it', async () => {
  const { ground, ana } = await aCounter();
  // Each from another place: it is the number that is guessed at.
  const at = (tries: number): Actor => {
    const phone = aPhone(ground);
    return { ...phone, request: { ...phone.request, ip: `198.51.${tries}.1` } };
  };
  for (let tries = 0; tries < 20; tries += 1)
    await expect(enter(at(tries), numberOf(ana), '123456')).rejects.toMatchObject(REFUSED);
  await start(await anAgent(ground, 1_000n), ana);
  const code = await codePostedTo(ground.tenant, numberOf(ana));
  await expect(enter(at(20), numberOf(ana), code)).rejects.toMatchObject(REFUSED);
});

test('neither the agent nor a browser of theirs confirms with the code, however they came by it', async () => {
  const { ground, agent, ana } = await aCounter();
  const counter = randomUUID();
  await start(inBrowser(agent, counter), ana);
  const code = await codePostedTo(ground.tenant, numberOf(ana));
  await expect(enter(inBrowser(agent, randomUUID()), numberOf(ana), code)).rejects.toMatchObject({
    code: 'pending_not_by_its_agent',
  });
  await expect(enter(inBrowser(ground.stranger(), counter), numberOf(ana), code)).rejects.toMatchObject({
    code: 'pending_on_agents_device',
  });
});

test('on a card that is new to the number no code is sent and none counts, also one that was sent before', async () => {
  const { ground, agent, ana } = await aCounter();
  await start(agent, ana);
  const code = await codePostedTo(ground.tenant, numberOf(ana));
  const phone = aPhone(ground);
  const { ticket } = await enter(phone, numberOf(ana), code);
  const { tenant } = ground;
  const personId = ana.principal.id;
  await inTenant(tenant.id, (tx) => guardAfterSwap(tx, tenant, NOON, { personId, swapId: personId }));
  await expect(enter(phone, numberOf(ana), code)).rejects.toMatchObject(REFUSED);
  await expect(perform(confirmByCode, phone, { ticket })).rejects.toMatchObject(REFUSED);
  // The time in which all money rests is over, that of messages is not.
  await change(ground, ana, `update swap_guards set money_frozen_until = swapped_at where person_id = $1`);
  const two = await start(await anAgent(ground, 1_000n), ana, '1000');
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query('select code_hash, question_id from pending_transfers where id = $1', [two.pendingId]),
  );
  expect(rows).toEqual([{ code_hash: null, question_id: null }]);
  await confirm(ana, two.pendingId, '1000');
});

test('late is late, and another tenant’s ticket is none', async () => {
  const { ground, agent, ana } = await aCounter();
  await start(agent, ana);
  const code = await codePostedTo(ground.tenant, numberOf(ana));
  const phone = aPhone(ground);
  const { ticket } = await enter(phone, numberOf(ana), code);
  const late = later(phone, after(NOON, 10 * MINUTE_MS));
  await expect(perform(confirmByCode, late, { ticket })).rejects.toMatchObject({ code: 'pending_is_late' });
  expect(await heldOf(ground, ana)).toBe(0n);
  await expect(enter(late, numberOf(ana), code)).rejects.toMatchObject(REFUSED);
  const foreign = inBrowser((await aTenant()).stranger(), phone.request.deviceId);
  await expect(ask(lookAtPendingCode, foreign, { ticket })).rejects.toMatchObject(REFUSED);
});
