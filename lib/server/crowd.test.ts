import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { waitForTurn } from './crowd';

const FORM = 500;
const response = () =>
  Object.assign(new EventEmitter(), { closed: false }) as unknown as ServerResponse & EventEmitter;
const turn = () => new Promise((done) => setImmediate(done));

test('twice as many sign in as there are cores, the others wait, and each place goes to one of them', async () => {
  const width = 2 * availableParallelism();
  const guests = Array.from({ length: width + 3 }, () => ({ res: response(), inside: false }));
  for (const guest of guests) {
    void waitForTurn('/sign-in', FORM, guest.res).then(() => {
      guest.inside = true;
    });
  }
  await turn();
  const inside = () => guests.filter((guest) => guest.inside).length;
  expect(inside()).toBe(width);
  for (let left = 0; left < guests.length; left++) {
    guests[left]?.res.emit('close');
    await turn();
    expect(inside()).toBe(Math.min(guests.length, width + left + 1));
  }
});

test('somebody who gave up while waiting holds no place', async () => {
  const width = 2 * availableParallelism();
  const inside = Array.from({ length: width }, response);
  for (const res of inside) await waitForTurn('/sign-in', FORM, res);
  const gone = Object.assign(response(), { closed: true });
  const last = response();
  let entered = false;
  void waitForTurn('/activate', FORM, gone);
  void waitForTurn('/sign-up', FORM, last).then(() => {
    entered = true;
  });
  inside[0]?.emit('close');
  await turn();
  await turn();
  expect(entered).toBe(true);
  for (const res of [...inside.slice(1), last]) res.emit('close');
});

test('a form that hashes nothing waits for nobody, and none that hashes is large', async () => {
  const full = Array.from({ length: 2 * availableParallelism() }, response);
  for (const res of full) await waitForTurn('/sign-in', FORM, res);
  await waitForTurn('/user/wallet/send', FORM, response());
  await expect(waitForTurn('/sign-in', 20_000, response())).rejects.toMatchObject({ status: 413 });
  for (const res of full) res.emit('close');
});
