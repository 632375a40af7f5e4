import { expect, test } from 'vitest';
import { pool } from '@/db/client';
import { aTenant } from '@/testing/ground';
import { perform } from '../command/perform';
import { createUnit } from '../tenant/create-unit';
import { listen } from './listen';
import { CHANNEL, tellOnce } from './tell';

/** A promise of the next call, and how often there was one. */
function anEar() {
  let heard: () => void = () => undefined;
  const ear = { calls: 0, next: new Promise<void>((done) => (heard = done)) };
  const told = () => {
    ear.calls += 1;
    heard();
    ear.next = new Promise<void>((done) => (heard = done));
  };
  return { ear, told };
}

test('whoever listens is told of what is done in their own tenant, however much it is, and of no other', async () => {
  const [ours, theirs] = [await aTenant(), await aTenant()];
  const [owner, other] = [await ours.person(['owner']), await theirs.person(['owner'])];
  await tellOnce();
  const [here, there] = [anEar(), anEar()];
  const stopHere = listen(ours.tenant.id, here.told);
  const stopThere = listen(theirs.tenant.id, there.told);
  // The connection listens once it hears a notice that was made for nobody but itself.
  for (let heard = false; !heard; ) {
    const { next } = here.ear;
    await pool().query('select pg_notify($1, $2)', [CHANNEL, ours.tenant.id]);
    heard = await Promise.race([
      next.then(() => true),
      pool()
        .query('select 1')
        .then(() => false),
    ]);
  }
  // Notices come in the order of their commits: with this one all of those above have come.
  const settled = there.ear.next;
  await pool().query('select pg_notify($1, $2)', [CHANNEL, theirs.tenant.id]);
  await settled;
  const [before, thereBefore] = [here.ear.calls, there.ear.calls];

  const { next } = here.ear;
  for (const name of ['One', 'Two', 'Three']) await perform(createUnit, owner, { name, kind: 'shop' });
  expect(await tellOnce()).toBe(1);
  await next;
  expect([here.ear.calls - before, there.ear.calls - thereBefore]).toEqual([1, 0]);
  expect(await tellOnce()).toBe(0);

  // A refusal is something that happened too.
  const elsewhere = there.ear.next;
  const forbidden = await theirs.person(['agent']);
  await expect(perform(createUnit, forbidden, { name: 'No', kind: 'shop' })).rejects.toThrow();
  await tellOnce();
  await elsewhere;
  expect(there.ear.calls - thereBefore).toBe(1);

  stopThere();
  await perform(createUnit, other, { name: 'Theirs', kind: 'shop' });
  await perform(createUnit, owner, { name: 'Ours', kind: 'shop' });
  const again = here.ear.next;
  await tellOnce();
  await again;
  expect(there.ear.calls - thereBefore).toBe(1);
  stopHere();
});

test('whoever lost the connection is told when there is one again, since nobody knows what was missed', async () => {
  const { tenant } = await aTenant();
  const { ear, told } = anEar();
  const stop = listen(tenant.id, told);
  const { rows } = await pool().query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and query ilike 'listen %' and pid <> pg_backend_pid()`,
  );
  const missed = ear.next;
  for (const { pid } of rows) await pool().query('select pg_terminate_backend($1)', [pid]);
  await missed;
  expect(rows.length).toBeGreaterThan(0);
  stop();
});
