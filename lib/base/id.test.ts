import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstIdAt, idText, newId, timeOfId } from './id';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const moment = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });

test('an id is a UUIDv7 of its moment', () => {
  fc.assert(
    fc.property(moment, (at) => {
      const id = newId(at);
      expect(id).toMatch(UUID_V7);
      expect(timeOfId(id)).toEqual(at);
    }),
  );
});

test('ids of a later moment sort after those of an earlier one, as text and so as rows', () => {
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      if (a < b) expect(newId(a) < newId(b)).toBe(true);
    }),
  );
});

test('the first id of a moment stands before all of its ids and after all of the moment before', () => {
  fc.assert(
    fc.property(moment, (at) => {
      expect(firstIdAt(at)).toMatch(UUID_V7);
      expect(firstIdAt(at) <= newId(at)).toBe(true);
      if (at.getTime() > 0) expect(newId(new Date(at.getTime() - 1)) < firstIdAt(at)).toBe(true);
    }),
  );
});

test('many ids of one moment are all different', () => {
  const at = new Date('2026-06-15T12:00:00Z');
  expect(new Set(Array.from({ length: 100_000 }, () => newId(at))).size).toBe(100_000);
});

test('an id from outside is any UUID in any case, and nothing else', () => {
  expect(idText.parse('018FC3A0-7B00-7ABC-8DEF-0123456789AB')).toBe('018fc3a0-7b00-7abc-8def-0123456789ab');
  for (const text of ['', '1', '018fc3a0-7b00-7abc-8def-0123456789a', `' or true --`, '../../etc/passwd'])
    expect(idText.safeParse(text).success).toBe(false);
});

test('ids of one moment stay in their order, whatever other moments come between', () => {
  const at = new Date('2026-06-15T12:00:00Z');
  const ids = Array.from({ length: 10_000 }, (_, n) => {
    newId(new Date(at.getTime() + (n % 90)));
    return newId(at);
  });
  expect(ids).toEqual(ids.toSorted());
});
