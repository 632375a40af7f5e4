import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, later, NOON } from '@/testing/ground';
import { after, DAY_MS } from '../../../base/clock';
import { newId } from '../../../base/id';
import { ask } from '../../../command/ask';
import { perform } from '../../../command/perform';
import { moneyOverview } from '../../../counter/money-overview';
import { refusePending } from '../../pending/confirm';
import { decideFraud } from './decide';
import { listFraud, showFraud } from './queries';
import { sampleHeld } from './sample-held';

async function aScene() {
  const ground = await aTenant();
  const { tenant } = ground;
  const staff = await ground.person(['admin']);
  const hold = () =>
    inTenant(tenant.id, (tx) => sampleHeld({ tx, tenant, now: NOON, actorId: staff.principal.id }));
  const waiting = async (at = NOON) => {
    const { fraud } = await ask(moneyOverview, later(staff, at), {});
    const { deeds } = await ask(listFraud, later(staff, at), {});
    expect(fraud).toEqual({ count: deeds.length, more: false });
    return deeds.map(({ deedId }) => deedId);
  };
  return { ground, staff, hold, waiting };
}

test('the overview counts what waits in the queue: not what was looked at, and not what is too late', async () => {
  const { staff, hold, waiting } = await aScene();
  expect(await waiting()).toEqual([]);
  const [one, two] = [await hold(), await hold()];
  expect((await waiting()).toSorted()).toEqual([one.deedId, two.deedId].toSorted());
  const said = { deedId: one.deedId, verdict: 'honest', reason: 'We called them', key: newId(NOON) };
  expect(await perform(decideFraud, staff, said)).toMatchObject({ state: 'posted' });
  expect(await waiting()).toEqual([two.deedId]);
  expect(await waiting(after(NOON, DAY_MS))).toEqual([]);
});

test('each side of a deed leads to its account', async () => {
  const { ground, staff, hold } = await aScene();
  const { deedId } = await hold();
  const { payer, payee } = await ask(showFraud, staff, { deedId });
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query<{ id: string }>('select id from accounts where owner_id = any($1) order by id', [
      [payer.personId, payee?.personId],
    ]),
  );
  expect([payer.accountId, payee?.accountId].toSorted()).toEqual(rows.map(({ id }) => id));
});

test('nobody is asked for a word about a deed that does not look like fraud', async () => {
  const { ground, staff, hold } = await aScene();
  const held = await hold();
  const deedId = newId(NOON);
  await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(
      `insert into fraud_scores (tenant_id, deed_id, operation, payer_id, payee_id, made_by, payer_account_id, amount, currency, at,
         score, reasons, facts, outcome, flagged)
       select tenant_id, $2, operation, payer_id, payee_id, made_by, payer_account_id, amount, currency, at,
         20, reasons, facts, 'allow', false
       from fraud_scores where deed_id = $1`,
      [held.deedId, deedId],
    ),
  );
  expect((await ask(showFraud, staff, { deedId })).mayNotDecide).toBe('not_found');
});

test('a payer takes back what is looked at, and it waits no more', async () => {
  const { ground, staff, hold, waiting } = await aScene();
  const { deedId, payerId } = await hold();
  const other = await ground.person(['user']);
  await expect(perform(refusePending, other, { pendingId: deedId })).rejects.toMatchObject({
    code: 'not_found',
  });
  const payer = { ...other, principal: { ...other.principal, id: payerId } };
  await perform(refusePending, payer, { pendingId: deedId });
  expect(await waiting()).toEqual([]);
  const { state, events } = await ask(showFraud, staff, { deedId });
  expect(state).toBe('rejected');
  expect(events.map(({ command }) => command)).toEqual(['wallet.pending.refuse']);
});

test('nothing is paid out of the account of somebody suspended: it waits, or is given back', async () => {
  const { ground, staff, hold, waiting } = await aScene();
  const { deedId, payerId } = await hold();
  const become = (status: string) =>
    inTenant(ground.tenant.id, (tx) =>
      tx.$client.query('update users set status = $2 where id = $1', [payerId, status]),
    );
  const say = (verdict: 'honest' | 'fraud') =>
    perform(decideFraud, staff, { deedId, verdict, reason: 'We looked at it', key: newId(NOON) });
  await become('suspended');
  await expect(say('honest')).rejects.toMatchObject({ code: 'payer_is_suspended', status: 409 });
  expect(await waiting()).toEqual([deedId]);
  await become('active');
  expect(await say('honest')).toMatchObject({ state: 'posted' });
  const other = await hold();
  await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(`update users set status = 'suspended' where id = $1`, [other.payerId]),
  );
  const given = { deedId: other.deedId, verdict: 'fraud', reason: 'We looked at it', key: newId(NOON) };
  expect(await perform(decideFraud, staff, given)).toMatchObject({ state: 'rejected' });
});
