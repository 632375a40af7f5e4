import { expect, test } from 'vitest';
import { parseIccid } from '@/lib/base/iccid';
import { NOON } from '@/testing/ground';
import { cardOf } from './cards';
import { chanceOf } from './chance';
import { identityOf } from './identities';

test('the same seed gives the same people and cards, another gives others', () => {
  const some = (seed: number) => {
    const chance = chanceOf(seed);
    return [identityOf(chance, NOON), cardOf(chance, 1), chance.next()];
  };
  expect(some(7)).toEqual(some(7));
  expect(some(7)).not.toEqual(some(8));
});

test('every card has an ICCID that passes its check', () => {
  const chance = chanceOf(1);
  for (let serial = 0; serial < 500; serial += 1) {
    const { iccid } = cardOf(chance, serial);
    expect(parseIccid(iccid)).toBe(iccid);
  }
});

test('everybody is of age', () => {
  const chance = chanceOf(1);
  for (let index = 0; index < 500; index += 1)
    expect(identityOf(chance, NOON).birthDate < '2008-06-16').toBe(true);
});
