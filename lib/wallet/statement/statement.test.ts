import { randomUUID } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ownDatabase } from '@/db/testing/own-database';
import { falsify } from '@/testing/falsify';
import { aTenant, type Ground, later } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { floatStatement } from '../../counter/float-statement';
import type { Person } from '../../policy/actor';
import { quoteTransfer } from '../quote';
import { transfer } from '../transfer';
import { walletStatement } from './show-statement';
import { walletStatementFile } from './statement-file';

const { ownerUrl } = await ownDatabase();

async function pays(from: Person, to: Person, amount: string, at: string): Promise<void> {
  const payer = later(from, new Date(at));
  const { quote } = await ask(quoteTransfer, payer, { to: to.principal.mobile, amount });
  await perform(transfer, payer, { quote, key: randomUUID() });
}

/** Ana has 30 000 in the middle of June, and pays and gets over the end of the month; Kigali is two hours ahead of UTC. */
async function aMonth() {
  const ground = await aTenant();
  const [ana, ben] = [
    await aCustomer(ground, { balance: 30_000n }),
    await aCustomer(ground, { balance: 9_000n }),
  ];
  await pays(ana, ben, '1000', '2026-06-16T08:00:00Z');
  await pays(ana, ben, '2500', '2026-06-30T21:59:59.999Z');
  await pays(ben, ana, '700', '2026-06-30T22:00:00Z');
  await pays(ana, ben, '400', '2026-07-02T08:00:00Z');
  return { ground, ana: later(ana, new Date('2026-07-03T08:00:00Z')), ben };
}

test('a month is that of the tenant’s clocks; what it opens with and moves makes what it closes with', async () => {
  const { ana } = await aMonth();
  const june = await ask(walletStatement, ana, { month: '2026-06' });
  expect(june).toMatchObject({ from: '2026-06-01', to: '2026-06-30', currency: 'RWF', next: null });
  expect(june.totals).toEqual({
    lines: 5,
    opening: 0n,
    in: 30_000n,
    out: 3_620n,
    fees: 120n,
    closing: 26_380n,
  });
  expect(june.lines.map(({ balanceAfter }) => balanceAfter)).toEqual([
    30_000n,
    29_000n,
    28_980n,
    26_480n,
    26_380n,
  ]);
  const july = await ask(walletStatement, ana, {});
  expect(july.totals).toEqual({
    lines: 3,
    opening: 26_380n,
    in: 700n,
    out: 420n,
    fees: 20n,
    closing: 26_660n,
  });
  const quiet = await ask(walletStatement, ana, { from: '2026-06-17', to: '2026-06-29' });
  expect(quiet.totals).toEqual({ lines: 0, opening: 28_980n, in: 0n, out: 0n, fees: 0n, closing: 28_980n });
  await expect(ask(walletStatement, ana, { from: '2026-06-17', to: '2026-06-16' })).rejects.toMatchObject({
    code: 'period_is_backwards',
  });
});

test('a long statement comes in pages whose balances go on where the last page ended', async () => {
  const { ana } = await aMonth();
  const whole = await ask(walletStatement, ana, { from: '2026-06-01', to: '2026-07-31' });
  const seen = [];
  for (let after: string | undefined; ; ) {
    const page = await ask(walletStatement, ana, { from: '2026-06-01', to: '2026-07-31', limit: 3, after });
    seen.push(...page.lines);
    if (!page.next) break;
    after = page.next;
  }
  expect(seen).toEqual(whole.lines);
});

test('the PDF, read back by a reader of PDFs, shows figures that add up, line by line', async () => {
  const { ana } = await aMonth();
  const { file, name } = await ask(walletStatementFile, ana, {
    from: '2026-06-01',
    to: '2026-07-31',
    as: 'pdf',
  });
  expect(name).toBe('wallet-rwf-2026-06-01-2026-07-31');
  const pdf = await getDocumentProxy(new Uint8Array(Buffer.from(file, 'base64')));
  const { text } = await extractText(pdf, { mergePages: true });
  const figure = (label: string) =>
    Number(new RegExp(`${label}\\s+([\\d,]+)`).exec(text)?.[1]?.replaceAll(',', ''));
  const [opening, came, went, closing] = ['Opening balance', 'Total in', 'Total out', 'Closing balance'].map(
    figure,
  );
  expect([opening, came, went, closing]).toEqual([0, 30_700, 4_040, 26_660]);
  expect((opening ?? 0) + (came ?? 0) - (went ?? 0)).toBe(closing);
  const lines = [...text.matchAll(/[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}\s+([\d,]+)\s+([\d,]+)/g)].map((found) =>
    found.slice(1).map((digits) => Number(digits.replaceAll(',', ''))),
  );
  expect(lines).toHaveLength(8);
  let balance = opening ?? 0;
  for (const [amount = 0, after = 0] of lines) {
    expect([balance + amount, balance - amount]).toContain(after);
    balance = after;
  }
  expect(balance).toBe(closing);
});

test('the CSV has the same figures', async () => {
  const { ana } = await aMonth();
  const { file } = await ask(walletStatementFile, ana, { month: '2026-07', as: 'csv' });
  const rows = Buffer.from(file, 'base64')
    .toString('utf8')
    .trim()
    .split('\r\n')
    .map((row) => row.split(','));
  expect(rows.map((row) => [row[0], ...row.slice(6, 9)])).toEqual([
    ['kind', 'in', 'out', 'balance'],
    ['opening', '', '', '26380'],
    ['line', '700', '', '27080'],
    ['line', '', '400', '26680'],
    ['line', '', '20', '26660'],
    ['total', '700', '420', ''],
    ['fees', '', '20', ''],
    ['closing', '', '', '26660'],
  ]);
});

test('an agent has the statement of their float', async () => {
  const ground = await aTenant();
  const agent = await anAgent(ground, 100_000n);
  const { totals } = await ask(floatStatement, agent, {});
  expect(totals).toMatchObject({ lines: 1, opening: 0n, in: 100_000n, closing: 100_000n });
});

const incidentsOf = ({ tenant }: Ground) =>
  inTenant(tenant.id, async ({ $client }) => {
    const { rows } = await $client.query(
      "select kind, severity from incidents where tenant_id = $1 and kind = 'statement-wrong'",
      [tenant.id],
    );
    return rows;
  });

test.each([
  ['an amount', 'update transfers set amount = amount + 1 where amount = 2500'],
  ['a balance in the ledger', 'update transfers set debit_posted_after = 5 where amount = 2500'],
  ['what the account holds', 'update accounts set posted = posted + 1 where posted = 26660'],
  ['a line that is gone', 'delete from transfers where amount = 400'],
])(
  '%s, falsified by the database’s owner: the statement is refused and becomes an incident',
  async (_, text) => {
    const { ground, ana } = await aMonth();
    expect(await falsify(ownerUrl, ground.tenant, text)).toBe(1);
    const asked = { from: '2026-06-01', to: '2026-07-31' };
    const refused = { code: 'statement_wrong' };
    await expect(ask(walletStatement, ana, asked)).rejects.toMatchObject(refused);
    await expect(ask(walletStatementFile, ana, asked)).rejects.toMatchObject(refused);
    expect(await incidentsOf(ground)).toEqual([{ kind: 'statement-wrong', severity: 'critical' }]);
  },
);
