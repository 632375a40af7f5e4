import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { later, NOON } from '@/testing/ground';
import { toldTo } from '@/testing/members';
import { aNumber } from '@/testing/money';
import { aHolder, BORN, HELD, somewhere } from '@/testing/outage-scene';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { placeHold } from '../../trust/hold';
import { lapseHolds } from '../lapse-holds';
import { lookAtOutage } from './look';
import { budgetsOfReport, holdsUntil, rowOf } from './outage';
import { ownOutage } from './own';
import { reportOutage } from './report';
import { reportOutageFor } from './report-for';
import { takeBackOwnOutage } from './take-back';

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

test('a number is reported five times in an hour, with a wrong date or a right one, from wherever', async () => {
  const { report, held } = await aHolder();
  for (let time = 0; time < 5; time++) await report(NOON, '1990-01-02');
  await expect(report()).rejects.toMatchObject({ code: 'outage_reported_often' });
  expect(await held()).toEqual([]);
  await report(after(NOON, HOUR_MS));
  expect(await held(after(NOON, HOUR_MS))).toEqual(HELD);
});

test('whoever uses up a number’s reports from the web, before its money is taken, silences neither staff nor a telephone', async () => {
  const { ground, number, report, held } = await aHolder();
  for (let time = 0; time < 6; time++) await report(NOON, '1990-01-02').catch(() => undefined);
  const support = await ground.person(['support']);
  await perform(reportOutageFor, support, { number, birthDate: BORN });
  expect(await held()).toEqual(HELD);
  const friend = somewhere(ground);
  const line = { msisdn: aNumber(), channel: 'ussd' as const };
  const onPhone = { ...friend, request: { ...friend.request, ip: null, line } };
  await perform(reportOutage, onPhone, { number, birthDate: BORN });
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
