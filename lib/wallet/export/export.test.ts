import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ownDatabase } from '@/db/testing/own-database';
import { falsify } from '@/testing/falsify';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { after, DAY_MS } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { keepMoneyDeadlines } from '../../counter/keep-money';
import type { Person } from '../../policy/actor';
import { askExport, askLedger } from './ask-export';
import { cancelExport, ownExports, takeExportPart } from './own-exports';
import { runExport } from './run-export';

const { ownerUrl } = await ownDatabase();

const LINES = 12_000;
const SOON = after(NOON, 60_000);

/** A wallet that moved money many times: its lines are written as the ledger writes them, but all at once. */
async function longHistory(ground: Ground, person: Person, lines = LINES): Promise<void> {
  const { tenant } = ground;
  await inTenant(tenant.id, async ({ $client }) => {
    const { rows } = await $client.query(
      "select id, posted from accounts where tenant_id = $1 and (owner_id = $2 or kind = 'trust' and owner_id is null) order by owner_id nulls last",
      [tenant.id, person.principal.id],
    );
    const [wallet, trust] = rows;
    const prefix = firstIdAt(after(NOON, 1_000)).slice(0, 24);
    await $client.query(
      `insert into transfers (tenant_id, id, deed_id, operation, debit_account_id, credit_account_id, amount, currency, credit_posted_after, at)
       select $1, ($5 || lpad(to_hex(n), 12, '0'))::uuid, gen_random_uuid(), 'deposit', $3, $2, 3, 'RWF', $6::bigint + 3 * n, $7
       from generate_series(1, $4::int) n`,
      [tenant.id, wallet.id, trust.id, lines, prefix, wallet.posted, NOON],
    );
    await $client.query(
      'update accounts set posted = posted + 3 * $3::int where tenant_id = $1 and id = $2',
      [...[tenant.id, wallet.id, lines]],
    );
  });
}

const asked = { of: 'wallet', kind: 'statement', format: 'csv', month: '2026-06' } as const;
const key = () => randomUUID();

async function taken(person: Person, exportId: string): Promise<string> {
  let text = '';
  for (let part: number | null = 0; part !== null; ) {
    const piece: { content: string; next: number | null } = await ask(takeExportPart, person, {
      exportId,
      part,
    });
    text += Buffer.from(piece.content, 'base64').toString('utf8');
    part = piece.next;
  }
  return text;
}

async function aWallet(lines = LINES) {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 500n });
  await longHistory(ground, ana, lines);
  return { ground, ana: later(ana, SOON) };
}

test('a long statement is made part by part, goes on on another node, and adds up', async () => {
  const { ground, ana } = await aWallet();
  const { exportId } = await perform(askExport, ana, { ...asked, key: key() });
  const seen = async () => (await ask(ownExports, ana, {})).exports[0];
  expect(await seen()).toMatchObject({ state: 'waiting', rowsDone: 0, rowsAll: null });
  await expect(ask(takeExportPart, ana, { exportId })).rejects.toMatchObject({ code: 'export_has_no_file' });
  expect(await perform(runExport, ground.system(SOON), { exportId })).toEqual({ more: true });
  expect(await seen()).toMatchObject({ state: 'running', rowsDone: 5_000, rowsAll: LINES + 1 });
  // The node that made the first part is gone; the queue still has it, and any node makes the rest.
  await keepMoneyDeadlines(SOON);
  expect(await seen()).toMatchObject({ state: 'done', rowsDone: LINES + 1 });
  const rows = (await taken(ana, exportId))
    .trim()
    .split('\r\n')
    .map((row) => row.split(','));
  expect(rows).toHaveLength(LINES + 6);
  let balance = Number(rows[1]?.[8]);
  for (const row of rows.slice(2, -3)) {
    balance += Number(row[6]) - Number(row[7]);
    expect(Number(row[8])).toBe(balance);
  }
  expect(rows.at(-1)?.[8]).toBe(String(500 + 3 * LINES));
  expect(balance).toBe(500 + 3 * LINES);
});

test('two nodes at once make each part once', async () => {
  const { ground, ana } = await aWallet();
  const { exportId } = await perform(askExport, ana, { ...asked, kind: 'movements', key: key() });
  const nodes = Array.from({ length: 4 }, () => perform(runExport, ground.system(SOON), { exportId }));
  await Promise.all(nodes);
  const rows = (await taken(ana, exportId)).trim().split('\r\n');
  expect(new Set(rows.slice(1).map((row) => row.split(',')[1])).size).toBe(LINES + 1);
});

test('a file is its owner’s alone, can be cancelled, and goes when its time is over', async () => {
  const { ground, ana } = await aWallet(300);
  const ben = await aCustomer(ground);
  const { exportId } = await perform(askExport, ana, { ...asked, key: key() });
  await expect(perform(cancelExport, ben, { exportId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(ask(takeExportPart, ben, { exportId })).rejects.toMatchObject({ code: 'not_found' });
  await perform(cancelExport, ana, { exportId });
  await keepMoneyDeadlines(SOON);
  expect(await partsOf(ground)).toBe(0);

  const other = await perform(askExport, ana, { ...asked, format: 'pdf', kind: 'statement', key: key() });
  await keepMoneyDeadlines(SOON);
  expect((await ask(ownExports, ana, {})).exports[0]).toMatchObject({ state: 'done' });
  expect(await partsOf(ground)).toBe(1);
  const muchLater = after(SOON, 8 * DAY_MS);
  const late = later(ana, muchLater);
  await expect(ask(takeExportPart, late, { exportId: other.exportId })).rejects.toMatchObject({
    code: 'export_has_no_file',
  });
  await keepMoneyDeadlines(muchLater);
  expect(await partsOf(ground)).toBe(0);
  expect((await ask(ownExports, late, {})).exports.map(({ state }) => state)).toEqual([
    'expired',
    'cancelled',
  ]);
});

const partsOf = ({ tenant }: Ground) =>
  inTenant(tenant.id, async ({ $client }) => {
    const { rows } = await $client.query(
      'select count(*)::int as parts from money_export_parts where tenant_id = $1',
      [tenant.id],
    );
    return rows[0]?.parts;
  });

test('what a node had made of a file that is cancelled goes too, and a PDF of so many lines is not begun', async () => {
  const { ground, ana } = await aWallet();
  const { exportId } = await perform(askExport, ana, { ...asked, key: key() });
  await perform(runExport, ground.system(SOON), { exportId });
  expect(await partsOf(ground)).toBe(1);
  await perform(cancelExport, ana, { exportId });
  await keepMoneyDeadlines(SOON);
  expect(await partsOf(ground)).toBe(0);
  await expect(perform(askExport, ana, { ...asked, format: 'pdf', key: key() })).rejects.toMatchObject({
    code: 'export_too_long_for_pdf',
  });
});

test('a statement that does not add up is not made, and becomes an incident', async () => {
  const { ground, ana } = await aWallet();
  expect(
    await falsify(ownerUrl, ground.tenant, "update accounts set posted = posted + 1 where kind = 'wallet'"),
  ).toBe(1);
  const { exportId } = await perform(askExport, ana, { ...asked, key: key() });
  await keepMoneyDeadlines(SOON);
  expect((await ask(ownExports, ana, {})).exports[0]).toMatchObject({ id: exportId, state: 'failed' });
  expect(await partsOf(ground)).toBe(0);
});

test('an administrator takes the whole ledger, and that is on record; one person has three files at a time', async () => {
  const { ground } = await aWallet();
  const admin = later(await ground.person(['admin']), SOON);
  const { exportId } = await perform(
    askLedger,
    { ...admin, session: { ...admin.session, provedAt: SOON } },
    {
      ...{ month: '2026-06', key: key() },
    },
  );
  await keepMoneyDeadlines(SOON);
  const text = await taken(admin, exportId);
  expect(text.trim().split('\r\n')).toHaveLength(LINES + 2);
  const { rows } = await inTenant(ground.tenant.id, ({ $client }) =>
    $client.query(
      'select distinct command from audit_events where tenant_id = $1 and subject = $2 order by command',
      [ground.tenant.id, `export:${exportId}`],
    ),
  );
  expect(rows.map(({ command }) => command)).toEqual([
    ...['money.export.ask-ledger', 'money.export.part', 'money.export.run'],
  ]);
  const fresh = { ...admin, session: { ...admin.session, provedAt: SOON } };
  for (let count = 0; count < 3; count += 1) await perform(askLedger, fresh, { key: key() });
  await expect(perform(askLedger, fresh, { key: key() })).rejects.toMatchObject({ code: 'exports_too_many' });
});
