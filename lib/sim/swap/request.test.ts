import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import { liftHold, placeHold } from '@/lib/trust/hold';
import { recordSignal } from '@/lib/trust/signal';
import { later } from '@/testing/ground';
import { postedTo } from '@/testing/posted';
import {
  aHolder,
  aStockCard,
  freshly,
  freshlyBy,
  goOnUntil,
  type SwapScene,
  swapCode,
  swapScene,
} from '@/testing/swap-scene';
import { cancelSwap } from './cancel';
import { findSwapNumber } from './find';
import { requestOwnSwap } from './request';
import { showSwap } from './show';

const inOurs = <T>({ tenant }: SwapScene, work: Parameters<typeof inTenant<T>>[1]) =>
  inTenant(tenant.id, work);

test('of 50 requests at once for one number one case opens, and one card moves', async () => {
  const scene = await swapScene();
  const agents = await Promise.all(Array.from({ length: 10 }, () => scene.ground.person(['agent'])));
  const cards = await Promise.all(Array.from({ length: 5 }, () => aStockCard(scene.ground)));
  const asked = agents.flatMap((by) => cards.map(({ iccid }) => scene.request({ by, iccid })));
  const codes = await Promise.all(asked.map(swapCode));
  expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  expect(new Set(codes)).toEqual(new Set(['done', 'swap_is_open']));
  const open = await scene.rows(`select id from swap_cases where tenant_id = $1 and state = 'proving'`);
  expect(open).toHaveLength(1);
  const reserved = await scene.rows(`select id from sims where tenant_id = $1 and state = 'reserved'`);
  expect(reserved).toHaveLength(1);
});

test('the same key twice is one case and one answer', async () => {
  const scene = await swapScene();
  const first = await scene.request({ key: 'the very same key' });
  expect(await scene.request({ key: 'the very same key' })).toEqual(first);
});

test('one card is kept for one case', async () => {
  const scene = await swapScene();
  const other = await aHolder(scene.ground);
  await scene.request();
  expect(await swapCode(scene.request({ msisdn: other.msisdn }))).toBe('swap_card_not_in_stock');
});

test('the holder hears of it on every channel, the old card too, and security knows nothing but ids', async () => {
  const scene = await swapScene();
  const { number } = await scene.request();
  const [onNumber] = await postedTo(scene.tenant, scene.msisdn);
  expect(onNumber).toMatchObject({ channel: 'sms', template: 'swapAsked', values: { dial: '*123#' } });
  const [byMail] = await postedTo(scene.tenant, scene.holder.principal.email ?? '');
  expect(byMail).toMatchObject({ channel: 'email', template: 'swapRequested', values: { case: number } });
  expect(byMail?.values.swapObjectLink).toMatch(/\/swap\/object\?token=[\w-]{43}$/);
});

test('a locked number is asked for by nobody; when the lock is off, the wait is the long one', async () => {
  const scene = await swapScene();
  const hold = { personId: scene.holderId, kind: 'sim_swap' as const };
  await inOurs(scene, (tx) =>
    placeHold(tx, scene.tenant.id, scene.start, {
      ...hold,
      reason: 'locked by its owner',
      placedBy: scene.holderId,
    }),
  );
  expect(await swapCode(scene.request())).toBe('swap_locked');
  expect((await ask(findSwapNumber, scene.agent, { msisdn: scene.msisdn })).found?.whyNot).toBe(
    'swap_locked',
  );
  const own = { numberId: scene.numberId, iccid: scene.card.iccid, reason: 'lost', key: 'a key of its own' };
  expect(await swapCode(perform(requestOwnSwap, freshly(scene.holder, scene.start), own))).toBe(
    'swap_locked',
  );
  // A lock that is being taken off still holds until its day is over.
  await inOurs(scene, (tx) =>
    tx.$client.query('update person_holds set until = $2 where tenant_id = $1', [
      scene.tenant.id,
      scene.at(DAY_MS),
    ]),
  );
  expect(await swapCode(scene.request({ when: scene.at(DAY_MS - 1) }))).toBe('swap_locked');
  const { swapId } = await scene.request({ when: scene.at(DAY_MS) });
  await scene.letNoticesLeave();
  expect(await scene.answer(swapId, 'yes', scene.at(DAY_MS + MINUTE_MS))).toEqual({ state: 'cooling' });
  expect(await scene.swapRow(swapId)).toMatchObject({
    cooling_reasons: ['lock-lifted'],
    ready_at: scene.at(4 * DAY_MS + MINUTE_MS),
  });
});

test('a lock that was lifted just before makes the wait three days', async () => {
  const scene = await swapScene();
  const hold = { personId: scene.holderId, kind: 'sim_swap' as const };
  await inOurs(scene, async (tx) => {
    await placeHold(tx, scene.tenant.id, scene.at(-DAY_MS), { ...hold, reason: 'locked', placedBy: null });
    await liftHold(tx, scene.tenant.id, scene.at(-HOUR_MS), { ...hold, liftedBy: scene.holderId });
  });
  const { swapId } = await scene.request();
  await scene.answer(swapId, 'yes');
  expect((await scene.swapRow(swapId)).cooling_reasons).toEqual(['lock-lifted']);
});

test.each(['credential-changed', 'contact-changed'] as const)(
  '%s just before the request makes the wait three days, and just after it too',
  async (kind) => {
    for (const when of [-HOUR_MS, MINUTE_MS]) {
      const scene = await swapScene();
      const change = () =>
        inOurs(scene, (tx) => recordSignal(tx, scene.tenant.id, scene.holderId, kind, scene.at(when)));
      if (when < 0) await change();
      const { swapId } = await scene.request();
      if (when > 0) await change();
      const at = scene.at(2 * MINUTE_MS);
      await scene.answer(swapId, 'yes', at);
      expect(await scene.swapRow(swapId)).toMatchObject({
        state: 'cooling',
        cooling_reasons: [kind],
        ready_at: after(at, 3 * DAY_MS),
      });
    }
  },
);

test('two further signals want a second pair of eyes, three refuse and move no card', async () => {
  const scene = await swapScene();
  const event = (kind: string) =>
    inOurs(scene, (tx) =>
      tx.$client.query(
        `insert into network_events (tenant_id, id, number_id, kind, at, received_at, reference) values ($1,$2,$3,$4,$5,$5,$6)`,
        [
          scene.tenant.id,
          newId(scene.start),
          scene.numberId,
          kind,
          scene.at(-HOUR_MS),
          `${kind}-${scene.numberId}`,
        ],
      ),
    );
  await event('imei-changed');
  await event('forwarding-on');
  const { swapId } = await scene.request();
  expect(await scene.swapRow(swapId)).toMatchObject({
    review_reasons: ['further-signals'],
    risk_level: 'high',
  });
  await scene.letNoticesLeave();
  expect(await scene.answer(swapId, 'yes')).toEqual({ state: 'review' });
  await perform(cancelSwap, later(scene.agent, scene.at(MINUTE_MS)), { swapId });

  await scene.rows(
    'update numbers set activated_at = $2 where tenant_id = $1 returning id',
    scene.at(-DAY_MS),
  );
  const [card, again] = [await aStockCard(scene.ground), scene.at(HOUR_MS)];
  expect(await swapCode(scene.request({ iccid: card.iccid, when: again }))).toBe('swap_too_many_signals');
  const refused = await scene.rows(
    `select refusal, state from swap_cases where tenant_id = $1 and state = 'refused'`,
  );
  expect(refused).toEqual([{ refusal: 'further-signals', state: 'refused' }]);
  const [stays] = await scene.rows('select state from sims where tenant_id = $1 and id = $2', card.id);
  expect(stays).toEqual({ state: 'in_stock' });
  const [said] = await postedTo(scene.tenant, scene.msisdn);
  expect(said?.template).toBe('swapRefused');
});

test('an agent moves no number of their own, nor one that they share an address, a document or a device with', async () => {
  const scene = await swapScene();
  const { holder, msisdn } = scene;
  const alsoAgent = { ...scene.agent, principal: { ...scene.agent.principal, id: holder.principal.id } };
  expect(await swapCode(scene.request({ by: alsoAgent }))).toBe('swap_own_number');
  const sameNumber = { ...scene.agent, principal: { ...scene.agent.principal, mobile: msisdn } };
  expect(await swapCode(scene.request({ by: sameNumber }))).toBe('swap_shared_number');

  const deviceId = newId(scene.start);
  await scene.rows(
    `insert into devices (tenant_id, id, user_agent, first_seen_at, last_seen_at) values ($1,$2,'b',$3,$3) returning id`,
    ...[deviceId, scene.start],
  );
  const know = (personId: string) =>
    scene.rows(
      `insert into known_devices (tenant_id, person_id, device_id, first_used_at, last_used_at) values ($1,$2,$3,$4,$4) returning trust`,
      ...[personId, deviceId, scene.start],
    );
  await know(scene.holderId);
  const here = { ...scene.agent, request: { ...scene.agent.request, deviceId } };
  expect(await swapCode(scene.request({ by: here }))).toBe('swap_shared_number');
  await know(scene.agent.principal.id);
  expect(await swapCode(scene.request())).toBe('swap_shared_number');
  const [other] = [await scene.ground.person(['agent'])];
  await scene.rows(
    `insert into identity_documents (tenant_id, id, person_id, kind, number, number_fingerprint, given_names, family_name,
       birth_date, created_at)
     select tenant_id, $2, $3, 'passport', number, number_fingerprint, upper(given_names), family_name, birth_date, created_at
     from identity_documents where tenant_id = $1 and person_id = $4 returning id`,
    ...[newId(scene.start), other.principal.id, scene.holderId],
  );
  expect(await swapCode(scene.request({ by: other }))).toBe('swap_shared_number');
  expect(await scene.rows('select id from swap_cases where tenant_id = $1')).toEqual([]);
});

test('an unknown number, a pending one, one of another tenant and a used card are refused', async () => {
  const scene = await swapScene();
  const foreign = await swapScene();
  expect(await swapCode(scene.request({ msisdn: foreign.msisdn }))).toBe('swap_number_unknown');
  expect(await swapCode(scene.request({ iccid: foreign.card.iccid }))).toBe('swap_card_not_in_stock');
  expect(await swapCode(scene.request({ msisdn: '+250788999999' }))).toBe('swap_number_unknown');
  expect(await swapCode(scene.request({ iccid: scene.oldSim.iccid }))).toBe('swap_card_not_in_stock');
  const { swapId } = await foreign.request();
  expect(await swapCode(ask(showSwap, freshlyBy(scene.supervisor, scene.start), { swapId }))).toBe(
    'not_found',
  );
  const own = {
    numberId: foreign.numberId,
    iccid: scene.card.iccid,
    reason: 'lost',
    key: 'a key of its own',
  };
  expect(await swapCode(perform(requestOwnSwap, freshly(scene.holder, scene.start), own))).toBe(
    'swap_number_unknown',
  );
  // The number of somebody else of one's own tenant is as unknown.
  const other = await aHolder(scene.ground);
  const theirs = { ...own, numberId: other.numberId };
  expect(await swapCode(perform(requestOwnSwap, freshly(scene.holder, scene.start), theirs))).toBe(
    'swap_number_unknown',
  );
});

test('a case that nobody went on with stands in nobody’s way, also while the process has not ended it', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const tomorrow = scene.at(DAY_MS);
  expect((await scene.show(swapId, tomorrow)).state).toBe('expired');
  const card = await aStockCard(scene.ground);
  const next = await scene.request({ iccid: card.iccid, when: tomorrow });
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'expired', ended_at: tomorrow });
  expect(await scene.cardStates()).toMatchObject({
    old: 'pending_swap',
    new: 'retired',
    [card.id]: 'reserved',
  });
  await goOnUntil(tomorrow);
  expect(await scene.swapRow(next.swapId)).toMatchObject({ state: 'proving' });
});
