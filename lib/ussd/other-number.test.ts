import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aTelephone, givePin } from '@/testing/line';
import { aCustomer, aNumber } from '@/testing/money';
import { after, HOUR_MS } from '../base/clock';
import { holdsOn } from '../trust/hold';

const BORN = '01011990';
const national = (msisdn: string) => msisdn.replace('+250', '0');

async function aVictim() {
  const ground = await aTenant();
  const victim = await aCustomer(ground, { tier: 1 });
  const held = (at = NOON) =>
    inTenant(ground.tenant.id, (tx) => holdsOn(tx, ground.tenant.id, victim.principal.id, at));
  return { ground, victim, held, number: national(victim.principal.mobile ?? '') };
}

const friend = (ground: Ground) => aTelephone(ground, aNumber());
const CASE = /N-[2-9A-Z]{4}-[2-9A-Z]{4}, secret ([a-z2-7]{4}-){3}[a-z2-7]{4}/;

test('from a telephone that nobody is known by, another number is reported, step by step or dialled in one go', async () => {
  const { ground, held, number } = await aVictim();
  const { say } = friend(ground);
  expect(await say('')).toContain('1 Another phone is lost');
  expect(await say('1')).toBe('CON Enter the number that has no network.\n0 Back');
  expect(await say(`1*${number}`)).toMatch(/^CON Enter the birth date on its holder's document, as DDMMYYYY/);
  expect(await say(`1*${number}*31021990`)).toMatch(/^CON This is not a date/);
  expect(await say(`1*${number}*31021990*${BORN}`)).toMatch(CASE);
  expect(await held()).toEqual(['money_out', 'sim_swap']);
  expect(await held(after(NOON, 2 * HOUR_MS))).toEqual([]);
  expect(await friend(ground).say(`1*${number}*${BORN}`)).toMatch(CASE);
});

test('a wrong birth date and a number of nobody are answered as the right ones are, and hold nothing', async () => {
  const { ground, held, number } = await aVictim();
  const shape = (text: string) => text.replace(CASE, '<case>').replace(/More: \S+/, '<host>');
  const right = shape(await friend(ground).say(`1*${number}*${BORN}`));
  expect(right).toContain('<case>');
  const other = await aVictim();
  expect(shape(await friend(other.ground).say(`1*${other.number}*02011990`))).toBe(right);
  expect(shape(await friend(ground).say(`1*${national(aNumber())}*${BORN}`))).toBe(right);
  expect(await other.held()).toEqual([]);
  expect(await held()).toEqual(['money_out', 'sim_swap']);
});

test('a telephone reports three times in an hour, and another one is not counted with it', async () => {
  const { ground, number } = await aVictim();
  const phone = aNumber();
  for (const day of ['02', '03', '04'])
    expect(await aTelephone(ground, phone).say(`1*${number}*${day}011990`)).toMatch(CASE);
  expect(await aTelephone(ground, phone).say(`1*${number}*${BORN}`)).toMatch(/^END This was reported often/);
  expect(await friend(ground).say(`1*${number}*${BORN}`)).toMatch(CASE);
});

test('whoever is known reports another number too, and comes back to their own menu', async () => {
  const { ground, held, number } = await aVictim();
  const customer = await aCustomer(ground);
  await givePin(ground, customer);
  const phone = () => aTelephone(ground, customer.principal.mobile ?? '');
  expect(await phone().say('8*0')).toMatch(/^CON A test tenant\n1 Balance/);
  expect(await phone().say('8*12*x')).toMatch(/^CON This is not a mobile number/);
  expect(await phone().say(`8*0252588888*${BORN}`)).toMatch(/^CON This is not a mobile number/);
  expect(await phone().say(`8*${number}*${BORN}`)).toMatch(CASE);
  expect(await held()).toEqual(['money_out', 'sim_swap']);
});
