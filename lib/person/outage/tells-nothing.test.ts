import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, bytesOf, type Spec } from '@/testing/deeds';
import { type Ground, NOON } from '@/testing/ground';
import { aNumber } from '@/testing/money';
import { aHolder, BORN, minutesOn, somewhere } from '@/testing/outage-scene';
import { statementsOf } from '@/testing/work';
import { after, HOUR_MS } from '../../base/clock';
import { perform } from '../../command/perform';
import { lookAtOutage } from './look';
import { reportOutage } from './report';
import { takeBackOutage } from './take-back';

describe('whether number and birth date belong together', () => {
  const DRAWN = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  const CASE = /N-[2-9A-Z]{4}-[2-9A-Z]{4}|([a-z2-7]{4}-){3}[a-z2-7]{4}/g;

  async function traceOf(ground: Ground, spec: unknown, input: unknown, at = NOON) {
    let answer = '';
    const who = somewhere(ground, at);
    const count = async () => {
      const { rows } = await inTenant(ground.tenant.id, (tx) =>
        tx.$client.query<{ count: number }>(
          'select count(*)::int as count from outbox_messages where tenant_id = $1',
          [ground.tenant.id],
        ),
      );
      return rows[0]?.count ?? 0;
    };
    const before = await count();
    const all = await statementsOf(async () => {
      answer = bytesOf(await answerTo(spec as Spec, who, input))
        .replace(DRAWN, '<id>')
        .replace(CASE, '<case>');
    });
    const statements = all.filter((text) => !text.includes('"rate_limits"'));
    return { answer, statements, promised: (await count()) - before };
  }

  test('is told by no byte and no statement: not of the report, nor of looking, nor of taking it back', async () => {
    const { ground, number } = await aHolder();
    const inputs = [
      { number, birthDate: BORN },
      { number, birthDate: '1990-01-02' },
      { number: aNumber(), birthDate: BORN },
    ];
    const traces = [];
    for (const input of inputs) traces.push(await traceOf(ground, reportOutage, input));
    expect(traces[0]?.statements.length).toBeGreaterThan(8);
    expect(traces[0]?.promised).toBe(5);
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[2]).toEqual(traces[0]);
  });

  test('nor can it be told once it was reported often, by whoever knows the date and by whoever does not', async () => {
    const { ground, number } = await aHolder();
    const traces = [];
    for (const input of [
      { number, birthDate: BORN },
      { number: aNumber(), birthDate: BORN },
    ]) {
      for (let time = 0; time < 5; time++) await traceOf(ground, reportOutage, input);
      traces.push(await traceOf(ground, reportOutage, input));
      traces.push(await traceOf(ground, reportOutage, input, after(NOON, HOUR_MS)));
    }
    expect(traces[0]?.answer).toContain('outage_reported_often');
    expect(traces[2]).toEqual(traces[0]);
    // After an hour it is taken again; the window of this holder is the second of its day.
    expect(traces[3]).toEqual(traces[1]);
  });

  test('is not told by looking at a report, or by taking it back', async () => {
    const { ground, number } = await aHolder();
    const traces = [];
    for (const of of [number, aNumber()]) {
      const made = await perform(reportOutage, somewhere(ground), { number: of, birthDate: BORN });
      const given = { number: made.number, claim: made.claim };
      const trace = async (spec: unknown, at?: Date) => {
        const { answer, ...work } = await traceOf(ground, spec, given, at);
        return { answer: answer.replace(/•\d{3}|• \d{3}/g, ''), ...work };
      };
      traces.push([
        await trace(lookAtOutage),
        await trace(takeBackOutage, minutesOn(1)),
        await trace(lookAtOutage),
        await trace(takeBackOutage, minutesOn(2)),
      ]);
    }
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[0]?.[3]?.answer).toContain('outage_is_taken_back');
  });
});
