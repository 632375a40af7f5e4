import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, bytesOf, type Spec } from '@/testing/deeds';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { toldTo } from '@/testing/members';
import { aCustomer, aNumber } from '@/testing/money';
import { statementsOf } from '@/testing/work';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Stranger } from '../../policy/actor';
import { holdsOn, placeHold, readHolds } from '../../trust/hold';
import { lapseHolds } from '../lapse-holds';
import { lookAtOutage } from './look';
import { budgetsOfReport, holdsUntil, rowOf } from './outage';
import { ownOutage } from './own';
import { reportOutage } from './report';
import { reportOutageFor } from './report-for';
import { takeBackOutage, takeBackOwnOutage } from './take-back';

const BORN = '1990-01-01';
const HELD = ['money_out', 'sim_swap'];
const minutesOn = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE_MS);

let places = 0;
/** Somebody at an address of their own. */
function somewhere(ground: Ground, at = NOON): Stranger {
  places += 1;
  const stranger = ground.stranger(at);
  return { ...stranger, request: { ...stranger.request, ip: `10.1.${places >> 8}.${places & 255}` } };
}

async function aHolder() {
  const ground = await aTenant();
  const holder = await aCustomer(ground, { tier: 1, balance: 1_000n });
  const personId = holder.principal.id;
  const number = holder.principal.mobile ?? '';
  const held = (at = NOON) => inTenant(ground.tenant.id, (tx) => holdsOn(tx, ground.tenant.id, personId, at));
  const holds = (at = NOON) =>
    inTenant(ground.tenant.id, (tx) => readHolds(tx, ground.tenant.id, personId, at));
  const report = (at = NOON, birthDate = BORN) =>
    perform(reportOutage, somewhere(ground, at), { number, birthDate });
  const takeBack = ({ number: of, claim }: { number: string; claim: string }, at = NOON) =>
    perform(takeBackOutage, somewhere(ground, at), { number: of, claim });
  const proved = {
    ...holder,
    session: { ...holder.session, assurance: 2 as const, provedAt: NOON, provedBy: 'totp' },
  };
  return { ground, holder, proved, personId, number, held, holds, report, takeBack };
}

test('money and swaps are held for two hours, their holder is told on every channel, and it ends by itself', async () => {
  const { ground, personId, number, held, report } = await aHolder();
  const { number: of, claim, until } = await report();
  expect(of).toMatch(/^N-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  expect(until).toEqual(after(NOON, 2 * HOUR_MS));
  expect(await held()).toEqual(HELD);
  expect(await held(after(NOON, 2 * HOUR_MS - 1))).toEqual(HELD);
  expect(await held(until)).toEqual([]);
  expect(await toldTo(ground, personId)).toEqual(['email outageReported', 'sms outageReported']);
  const looked = await ask(lookAtOutage, somewhere(ground), { number: of, claim });
  expect(looked).toMatchObject({
    state: 'holding',
    named: `${number.slice(0, 4)} ••• ••• ${number.slice(-3)}`,
  });
  expect(await ask(lookAtOutage, somewhere(ground, until), { number: of, claim })).toMatchObject({
    state: 'over',
  });
});

test('what has ended is noted in its row and in the audit log, once', async () => {
  const { ground, report, held } = await aHolder();
  const { until } = await report();
  const lapse = () => perform(lapseHolds, ground.system(until), {});
  expect(await Promise.all([lapse(), lapse()])).toEqual(expect.arrayContaining([{ ended: 2 }, { ended: 0 }]));
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query('select lifted_at, until, lifted_by from person_holds where tenant_id = $1', [
      ground.tenant.id,
    ]),
  );
  expect(rows).toEqual([1, 2].map(() => ({ lifted_at: until, until, lifted_by: null })));
  expect(await held(until)).toEqual([]);
});

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

test('a number is reported five times in an hour, with a wrong date or a right one, from wherever', async () => {
  const { report, held } = await aHolder();
  for (let time = 0; time < 5; time++) await report(NOON, '1990-01-02');
  await expect(report()).rejects.toMatchObject({ code: 'outage_reported_often' });
  expect(await held()).toEqual([]);
  await report(after(NOON, HOUR_MS));
  expect(await held(after(NOON, HOUR_MS))).toEqual(HELD);
});

test('one address reports thirty times in an hour', () => {
  const [place, number] = budgetsOfReport('a-tenant', '+250780000001', { address: '10.0.0.1' });
  expect(place).toMatchObject({ ceiling: 30, lastsMs: HOUR_MS });
  expect(number).toMatchObject({ ceiling: 5, lastsMs: HOUR_MS });
});

test('reports in a row hold for two windows from the first, whoever repeats them and takes them back', async () => {
  const { report, held, takeBack } = await aHolder();
  const at = (hours: number) => after(NOON, hours * HOUR_MS);
  await report();
  const second = await report(at(1.5));
  expect(await held(at(3))).toEqual(HELD);
  await report(at(3));
  expect(await held(after(at(4), -1))).toEqual(HELD);
  expect(await held(at(4))).toEqual([]);
  await takeBack(second, at(3));
  await report(at(5));
  expect(await held(at(5))).toEqual([]);
  // Nothing was held for a window: whoever had used up the first row keeps nobody from the next.
  await report(at(6));
  expect(await held(at(7))).toEqual(HELD);
});

test('of two reports at once both are taken, and what they hold is held once', async () => {
  const { report, holds, takeBack, held } = await aHolder();
  const both = await Promise.all([report(), report(), report()]);
  expect(new Set(both.map(({ number }) => number)).size).toBe(3);
  expect((await holds()).map(({ kind, until }) => [kind, until])).toEqual(
    HELD.map((kind) => [kind, after(NOON, 2 * HOUR_MS)]),
  );
  for (const one of both) await takeBack(one);
  expect(await held()).toEqual([]);
});

test('a report is taken back by its secret alone, and lets go of what it placed and nothing else', async () => {
  const { ground, personId, report, held, takeBack, holds } = await aHolder();
  const { tenant } = ground;
  await inTenant(tenant.id, (tx) =>
    placeHold(tx, tenant.id, NOON, {
      personId,
      kind: 'sim_swap',
      reason: 'locked by its owner',
      placedBy: personId,
    }),
  );
  const made = await report();
  await expect(takeBack({ ...made, claim: 'aaaa-aaaa-aaaa-aaaa' })).rejects.toMatchObject({
    code: 'recovery_claim_refused',
  });
  expect(await held()).toEqual(HELD);
  await takeBack(made);
  expect(await holds()).toMatchObject([{ kind: 'sim_swap', reason: 'locked by its owner', until: null }]);
  await expect(takeBack(made)).rejects.toMatchObject({ code: 'outage_is_taken_back' });
  expect((await toldTo(ground, personId)).at(-1)).toBe('sms outageTakenBack');
});

test('a thief who reports once more and takes that back is not rid of what the holder reported', async () => {
  const { report, held, takeBack, holds } = await aHolder();
  const own = await report();
  const at = after(NOON, 10 * MINUTE_MS);
  const thiefs = await report(at);
  expect((await holds(at))[0]?.until).toEqual(after(at, 2 * HOUR_MS));
  await takeBack(thiefs, at);
  expect((await holds(at)).map(({ kind, until }) => [kind, until])).toEqual(
    HELD.map((kind) => [kind, after(NOON, 2 * HOUR_MS)]),
  );
  await takeBack(own, at);
  expect(await held(at)).toEqual([]);
});

test('nor does what was written over by a second report stand again once its own report is taken back', async () => {
  const { report, held, takeBack } = await aHolder();
  const own = await report();
  const at = after(NOON, 10 * MINUTE_MS);
  const second = await report(at);
  await takeBack(own, at);
  expect(await held(at)).toEqual(HELD);
  await takeBack(second, at);
  expect(await held(at)).toEqual([]);
});

test('the holder sees a report in their session and takes it back with a second factor, and with nothing less', async () => {
  const { ground, holder, proved, report, held } = await aHolder();
  await report();
  const { reports, lock, notices } = await ask(ownOutage, holder, {});
  expect(reports).toMatchObject([{ channel: 'web', isOpen: true, confirmedAt: null, takenBackAt: null }]);
  expect(lock?.until).toEqual(after(NOON, 2 * HOUR_MS));
  expect(notices.map(({ title }) => title)).toContain('Somebody says that your phone has no network');
  const given = { reportId: reports[0]?.id };
  await expect(perform(takeBackOwnOutage, holder, given)).rejects.toMatchObject({
    code: 'needs_fresh_second_factor',
  });
  const other = await ground.person(['user']);
  await expect(perform(takeBackOwnOutage, other, given)).rejects.toMatchObject({ code: 'not_found' });
  await perform(takeBackOwnOutage, proved, given);
  expect(await held()).toEqual([]);
  expect((await ask(ownOutage, holder, {})).reports[0]?.isOpen).toBe(false);
});

test('that its holder took it back is not told to whoever reported', async () => {
  const { ground, holder, proved, report } = await aHolder();
  const made = await report();
  const { reports } = await ask(ownOutage, holder, {});
  await perform(takeBackOwnOutage, proved, { reportId: reports[0]?.id });
  const { number, claim } = made;
  expect((await ask(lookAtOutage, somewhere(ground), { number, claim })).state).toBe('holding');
});

test('the call centre reports for somebody who calls, sees a masked name, and hears what does not fit', async () => {
  const { ground, number, held } = await aHolder();
  const support = await ground.person(['support']);
  await expect(perform(reportOutageFor, support, { number, birthDate: '02.01.1990' })).rejects.toMatchObject({
    code: 'outage_not_matched',
  });
  expect(await held()).toEqual([]);
  const taken = await perform(reportOutageFor, support, { number, birthDate: '01.01.1990' });
  expect(Object.keys(taken).toSorted()).toEqual(['name', 'number', 'until']);
  expect(taken.name).toMatch(/^Person \d/);
  expect(await held()).toEqual(HELD);
  expect(await held(later(support, after(NOON, DAY_MS)).request.at)).toEqual([]);
});

test.each([
  ['the first report', null, 2],
  ['a report within the first window', -1, 2],
  ['a report within the second', -3, 1],
  ['a report after both', -4, undefined],
])('%s of a day holds for what is left of two windows', (_what, first, hours) => {
  const at = first === null ? null : after(NOON, first * HOUR_MS);
  expect(holdsUntil(NOON, at, 2 * HOUR_MS)).toEqual(hours && after(NOON, hours * HOUR_MS));
});

test('a row of reports goes on until nothing was held for a whole window', () => {
  const at = (hours: number) => after(NOON, hours * HOUR_MS);
  const held = (from: number, to: number) => ({ reportedAt: at(from), until: at(to) });
  const row = (now: number, ...earlier: ReturnType<typeof held>[]) => rowOf(at(now), earlier, 2 * HOUR_MS);
  expect(row(0)).toBeNull();
  expect(row(3.9, held(0, 2))).toEqual(at(0));
  expect(row(4, held(0, 2))).toBeNull();
  expect(row(5, held(0, 2), held(1.5, 3.5))).toEqual(at(0));
  expect(row(9, held(0, 2), held(6, 8))).toEqual(at(6));
});
