import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { asOwner } from '@/db/testing/as-owner';
import { ownDatabase } from '@/db/testing/own-database';
import { aHistory, plansOf } from '@/testing/crowd';
import { effort } from '@/testing/effort';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { appendEvent } from '../audit/append';
import { ask } from '../command/ask';
import type { Actor } from '../policy/actor';
import { exportEvents, listEvents, showEvent } from './audit-log';

const urls = await ownDatabase();

type Filter = Record<string, string | number>;

async function everyPage(actor: Actor, filter: Filter) {
  const events: { id: string; at: Date; command: string; outcome: string }[] = [];
  for (let before: string | null | undefined; before !== null; ) {
    const page = await ask(listEvents, actor, { ...filter, ...(before && { before }) });
    events.push(...page.events);
    before = page.next;
  }
  return events;
}

type Stored = {
  id: string;
  at: Date;
  command: string;
  outcome: string;
  actor_id: string | null;
  subject: string | null;
  ip: string | null;
};

const stored = ({ tenant }: Ground) =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<Stored>(
      `select id, at, command, outcome, actor_id, subject, host(ip) as ip from audit_events where tenant_id = $1 order by id desc`,
      [tenant.id],
    );
    return rows;
  });

test('any filters together give every event that meets them all, once each, the newest first', async () => {
  const ground = await aTenant();
  await aHistory(ground.tenant, 1_200);
  const all = await stored(ground);
  const one = all[600];
  if (!one) throw new Error('the history is too short');
  const filters = fc.record(
    {
      command: fc.constantFrom('wallet.transfer', 'auth.sign-in', 'no.such-deed'),
      outcome: fc.constantFrom('done', 'refused', 'forbidden', 'no_such_code'),
      actor: fc.constantFrom(one.actor_id ?? '', randomUUID()),
      subject: fc.constantFrom(one.subject ?? '', 'person:nobody'),
      ip: fc.constantFrom(one.ip ?? '', '10.9.9.9', '::1'),
      from: fc.constantFrom('2025-06-15', '2025-06-15T17:20', '2030-01-01'),
      to: fc.constantFrom('2025-06-15', '2025-06-15T17:25:00', '2025-06-14'),
      limit: fc.integer({ min: 7, max: 100 }),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(filters, async ({ limit = 50, ...filter }) => {
      // A job is under no limit of requests, as the many pages of this test would be.
      const found = await everyPage(ground.system(), { ...filter, limit });
      expect(found.map(({ id }) => id)).toEqual(
        all.filter((event) => meets(event, filter)).map(({ id }) => id),
      );
    }),
    { numRuns: effort(40) },
  );
});

function meets(event: Stored, filter: Filter): boolean {
  const kigali = (text: string) => new Date(`${text.length > 10 ? text : `${text}T00:00`}+02:00`);
  const to = filter.to && kigali(String(filter.to));
  const until = to && (String(filter.to).length > 10 ? to : new Date(to.getTime() + 86_400_000));
  return (
    (!filter.command || event.command === filter.command) &&
    (!filter.outcome ||
      (filter.outcome === 'refused' ? event.outcome !== 'done' : event.outcome === filter.outcome)) &&
    (!filter.actor || event.actor_id === filter.actor) &&
    (!filter.subject || event.subject === filter.subject) &&
    (!filter.ip || event.ip === filter.ip) &&
    (!filter.from || event.at >= kigali(String(filter.from))) &&
    (!until || event.at < until)
  );
}

test('each filter reads its index in order: nothing is scanned and nothing is sorted', async () => {
  const ground = await aTenant();
  await aHistory(ground.tenant, 20_000);
  await asOwner(urls.ownerUrl, (client) => client.query('analyze'));
  const viewer = await ground.person(['viewer']);
  const some = {
    command: 'wallet.transfer',
    outcome: 'refused',
    ip: '10.0.3.3',
    from: '2025-06-01',
    to: '2026-01-01',
  };
  const person = randomUUID();
  for (const filter of [
    {},
    { command: some.command },
    { outcome: 'refused' },
    { outcome: 'forbidden' },
    { outcome: 'done' },
    { actor: person },
    { subject: `person:${person}` },
    { ip: some.ip },
    { from: some.from },
    some,
    { actor: person, command: some.command, outcome: 'done' },
  ]) {
    const input = listEvents.input.parse(filter);
    const { tenant } = ground;
    const plans = await plansOf(tenant, (tx) =>
      listEvents.run({ tx, actor: viewer, tenant, now: NOON }, input),
    );
    const big = /Seq Scan on audit_events|Sort Key|Bitmap/;
    expect([filter, plans.filter((plan) => big.test(plan))]).toEqual([filter, []]);
  }
});

test('an event is shown whole, with the names of who did it and to whom', async () => {
  const ground = await aTenant();
  const [admin, jean] = [
    await ground.person(['admin'], { name: 'Alice' }),
    await ground.person([], { name: 'Jean' }),
  ];
  const change = { role: 'agent', roles: [['user'], ['agent', 'user']] };
  const eventId = await inTenant(ground.tenant.id, (tx) =>
    appendEvent(tx, admin, 'role.assign', 'done', { subject: `person:${jean.principal.id}`, change }),
  );
  expect(await ask(showEvent, admin, { eventId })).toMatchObject({
    id: eventId,
    at: NOON,
    actorName: 'Alice',
    subjectName: 'Jean',
    ip: '127.0.0.1',
    userAgent: 'vitest',
    requestId: 'test-request',
    sessionId: admin.session.id,
    change,
  });
});

test("another tenant's event is the same as none", async () => {
  const [ours, theirs] = [await aTenant(), await aTenant()];
  const [admin, foreign] = [await ours.person(['admin']), await theirs.person(['admin'])];
  const eventId = await inTenant(theirs.tenant.id, (tx) =>
    appendEvent(tx, foreign, 'audit.list', 'done', {}),
  );
  const ends = await Promise.allSettled([
    ask(showEvent, admin, { eventId }),
    ask(showEvent, admin, { eventId: randomUUID() }),
  ]);
  const said = ends.map((end) => end.status === 'rejected' && JSON.stringify({ ...end.reason }));
  expect(said[0]).toBe(said[1]);
  expect(await everyPage(admin, { actor: foreign.principal.id })).toEqual([]);
});

test('the export is every event of the filter in parts, harmless in a spreadsheet, and itself in the log', async () => {
  const ground = await aTenant();
  await aHistory(ground.tenant, 10_100);
  const admin = await ground.person(['admin'], { name: '=HYPERLINK("http://evil","x")' });
  await inTenant(ground.tenant.id, (tx) =>
    appendEvent(tx, admin, 'person.show', 'done', {
      subject: '@SUM(1+1)*cmd|, "quoted"\r\n-1',
      change: { a: '=1' },
    }),
  );
  const all = await stored(ground);
  let csv = '';
  let parts = 0;
  for (let before: string | null | undefined; before !== null; ) {
    const part = await ask(exportEvents, admin, before ? { before } : {});
    csv += part.csv;
    parts += 1;
    before = part.next;
  }
  expect(parts).toBe(3);
  const rows: Record<string, string>[] = parse(csv, { columns: true });
  expect(rows.map((row) => row.event_id)).toEqual(all.map(({ id }) => id));
  for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  expect(rows.find((row) => row.command === 'person.show')).toMatchObject({
    subject: '\'@SUM(1+1)*cmd|, "quoted"\r\n-1',
    actor_name: '\'=HYPERLINK("http://evil","x")',
    change: '{"a":"=1"}',
  });
  const left = await everyPage(admin, { command: 'audit.export' });
  expect(left.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
});

test('the export asks for a fresh second factor, and a viewer may not have it', async () => {
  const { person } = await aTenant();
  await expect(ask(exportEvents, await person(['admin'], { assurance: 1 }), {})).rejects.toMatchObject({
    code: 'needs_fresh_second_factor',
  });
  await expect(ask(exportEvents, await person(['viewer']), {})).rejects.toMatchObject({ code: 'forbidden' });
});

test.each([
  { ip: 'localhost' },
  { ip: "10.0.0.1' or '1'='1" },
  { from: 'yesterday' },
  { to: '2026-02-30' },
  { from: '9999-12-31' },
  { command: 'DROP TABLE' },
  { outcome: '%' },
  { subject: '\u0000' },
  { actor: 'me' },
  { before: '1' },
  { limit: 100_000 },
  { offset: 1 },
])('%j is no filter', async (filter) => {
  const { person } = await aTenant();
  await expect(ask(listEvents, await person(['viewer']), filter)).rejects.toMatchObject({
    code: 'invalid_input',
  });
});
