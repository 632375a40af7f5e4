import { expect, test } from 'vitest';
import { atField, Refusal, sayIn } from './refusal';

const CLOSED = new Refusal('closed', 'Come back on {day} at {time}.', {
  values: { day: 'Monday', time: '08:00' },
  valuesIn: { fr: { day: 'lundi' } },
});

test('a sentence is filled with the words of its own language, and with what is the same in all', () => {
  expect(CLOSED.message).toBe('Come back on Monday at 08:00.');
  expect(sayIn('fr', 'Revenez {day} à {time}.', CLOSED)).toBe('Revenez lundi à 08:00.');
  expect(sayIn('sw', 'Rudi {day} {time}.', CLOSED)).toBe('Rudi Monday 08:00.');
  expect(sayIn('fr', undefined, CLOSED)).toBe(CLOSED.message);
});

test('a refusal that is said beside a field keeps its words', () => {
  const parse = () =>
    atField('day', () => {
      throw CLOSED;
    });
  expect(parse).toThrow(expect.objectContaining({ field: 'day', valuesIn: CLOSED.valuesIn }));
});
