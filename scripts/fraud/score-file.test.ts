import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rowsOf } from './rows';
import { type RowBefore, Watch } from './watch';

const folder = mkdtempSync(join(tmpdir(), 'fraud-score-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCRIPT = ['--import', 'tsx', resolve('scripts/fraud-score.ts')];
const HEADER =
  'step,type,amount,nameOrig,oldbalanceOrg,newbalanceOrig,nameDest,oldbalanceDest,newbalanceDest,isFraud,isFlaggedFraud';
const ROWS = [
  '1,CASH_IN,50000.00,C1,1000.00,51000.00,C90,0.00,0.00,0,0',
  '2,PAYMENT,900.50,C1,51000.00,50099.50,M7,0.00,0.00,0,0',
  '5,TRANSFER,50099.50,C1,50099.50,0.00,C2,0.00,50099.50,1,0',
  '6,CASH_OUT,50099.50,C2,50099.50,0.00,C91,0.00,50099.50,1,0',
  '7,DEBIT,10.00,C3,500.00,490.00,C92,0.00,10.00,0,0',
];

function fileOf(name: string, lines: readonly string[], end = '\n'): string {
  const file = join(folder, name);
  writeFileSync(file, lines.join(end));
  return file;
}

function run(args: readonly string[], input?: string) {
  return spawnSync(process.execPath, [...SCRIPT, ...args], { encoding: 'utf8', input });
}

async function scoresOf(file: string): Promise<number[]> {
  const watch = new Watch();
  const scores: number[] = [];
  for await (const rows of rowsOf(file)) for (const row of rows) scores.push(watch.score(row));
  return scores;
}

test('the command prints one number for each row, in the order of the file, and nothing else', () => {
  const { stdout, status, stderr } = run([fileOf('small.csv', [HEADER, ...ROWS, ''])]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const printed = stdout.trimEnd().split('\n');
  expect(printed).toHaveLength(ROWS.length);
  for (const score of printed) expect(score).toMatch(/^[01]\.\d{12}$/);
  const [, payment, drain, cash, debit] = printed.map(Number) as [number, number, number, number, number];
  expect(Math.min(drain, cash)).toBeGreaterThan(Math.max(payment, debit));
});

test('what is piped in is scored the same', () => {
  const file = [HEADER, ...ROWS].join('\r\n');
  expect(run(['-'], file).stdout).toBe(run([fileOf('piped.csv', [HEADER, ...ROWS])]).stdout);
});

test('nothing that is known only after a deed moves its score or a later one', async () => {
  const altered = ROWS.map((row, index) => {
    const fields = row.split(',');
    for (const [at, value] of [
      [5, `${index * 7}`],
      [8, 'who knows'],
      [9, '1'],
      [10, ''],
    ] as const)
      fields[at] = value;
    return fields.join(',');
  });
  const [told, untold, shuffled] = [
    await scoresOf(fileOf('told.csv', [HEADER, ...ROWS])),
    await scoresOf(fileOf('altered.csv', [HEADER, ...altered])),
    await scoresOf(
      fileOf(
        'columns.csv',
        [HEADER, ...ROWS].map((row) => row.split(',').reverse().slice(2).join(',')),
      ),
    ),
  ];
  expect(untold).toEqual(told);
  expect(shuffled).toEqual(told);
});

test('a score depends on nothing that comes after its row', async () => {
  const all = await scoresOf(fileOf('all.csv', [HEADER, ...ROWS]));
  for (let count = 0; count < ROWS.length; count++)
    expect(await scoresOf(fileOf('some.csv', [HEADER, ...ROWS.slice(0, count)]))).toEqual(
      all.slice(0, count),
    );
});

test.each([
  ['no.csv', [''], 'is empty'],
  ['columns.csv', ['step,type,amount'], 'Line 1 names no column "nameOrig", "oldbalanceOrg"'],
  ['short.csv', [HEADER, ROWS[0], '2,PAYMENT,1'], 'Line 3 cannot be used: it has 3 fields'],
  [
    'kind.csv',
    [HEADER, ROWS[0], '', ROWS[1]?.replace('PAYMENT', 'GIFT')],
    'Line 4 cannot be used: its "type"',
  ],
  ['amount.csv', [HEADER, ROWS[0]?.replace('50000.00', '-1')], 'Line 2 cannot be used: its "amount"'],
  ['step.csv', [HEADER, ROWS[0]?.replace('1,', 'x,')], 'Line 2 cannot be used: its "step"'],
  ['name.csv', [HEADER, ROWS[0]?.replace('C1,', ',')], 'Line 2 cannot be used: its "nameOrig"'],
  ['long.csv', [HEADER, 'x'.repeat(70_000)], 'Line 2 cannot be used: it is too long'],
] as [string, string[], string][])('%s is refused in a sentence', async (name, lines, sentence) => {
  await expect(scoresOf(fileOf(name, lines))).rejects.toThrow(sentence);
});

test('rows before a bad one have their scores, and the bad one is named with its line', () => {
  const { status, stdout, stderr } = run([fileOf('bad.csv', [HEADER, ...ROWS, 'nonsense'])]);
  expect(status).toBe(1);
  expect(stdout.trimEnd().split('\n')).toHaveLength(ROWS.length);
  expect(stderr).toBe('Line 7 cannot be used: it has 1 fields, and the first line has 11.\n');
});

test('a file that cannot be read, or none, is refused without a trace of the program', () => {
  for (const args of [[join(folder, 'missing.csv')], [folder], [], ['a', 'b']]) {
    const { status, stdout, stderr } = run(args);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
});

test('who stops reading ends the command without a word', async () => {
  const many = Array.from({ length: 60_000 }, (_, index) => ROWS[index % ROWS.length] as string);
  const child = spawn(process.execPath, [...SCRIPT, fileOf('many.csv', [HEADER, ...many])]);
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((done) => child.on('exit', done));
  expect(said).toBe('');
  expect(code).toBe(0);
});

test('memory does not grow with the names that come', () => {
  const watch = new Watch({ room: { wallets: 1_024, pairs: 4_096 } });
  const row = (index: number): RowBefore => ({
    step: Math.floor(index / 1_000),
    kind: 'TRANSFER',
    amount: 10 + (index % 100),
    nameOrig: `C${index}`,
    oldbalanceOrg: 1_000,
    nameDest: `C${index + 1e9}`,
    oldbalanceDest: 0,
  });
  const used = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  for (let index = 0; index < 50_000; index++) watch.score(row(index));
  const before = used();
  for (let index = 50_000; index < 300_000; index++) watch.score(row(index));
  // A quarter of a million wallets kept would be 200 MB.
  expect(used() - before).toBeLessThan(60e6);
});
