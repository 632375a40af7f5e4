import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scoresOfFile } from './score-file';

const folder = mkdtempSync(join(tmpdir(), 'risk-score-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER =
  'index,Login Timestamp,User ID,Round-Trip Time [ms],IP Address,Country,Region,City,ASN,User Agent String,Browser Name and Version,OS Name and Version,Device Type,Login Successful,Is Attack IP';
const HOME =
  '203.0.113.7,RW,Kigali,Kigali,64500,"Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/138.0, like ""Gecko""",Chrome Mobile 138.0,Android 14,mobile';
const AWAY =
  '198.51.100.9,KE,-,-,64999,"Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",Firefox 140.0,Linux,desktop';

const row = (day: number, user: string, from: string, succeeded = 'True') =>
  `${day},2020-02-${String(day).padStart(2, '0')} 12:43:30.772,${user},,${from},${succeeded},False`;

function fileOf(name: string, lines: string[]): string {
  const file = join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
}

const scores = async (name: string, ...rows: string[]) => [
  ...(await scoresOfFile(fileOf(name, [HEADER, ...rows]))),
];

function run(...args: string[]) {
  const script = resolve('scripts/risk-score.ts');
  return spawnSync(process.execPath, ['--import', 'tsx', script, ...args], { encoding: 'utf8' });
}

test('the command prints one number for each row, in the order of the file, and nothing else', async () => {
  const file = fileOf('small.csv', [HEADER, row(1, 'a', HOME), row(2, 'a', HOME), row(3, 'a', AWAY)]);
  const { stdout, status } = run(file);
  expect(status).toBe(0);
  const printed = stdout.trimEnd().split('\n').map(Number);
  expect(printed).toHaveLength(3);
  expect(printed[0]).toBe(50);
  expect(printed[1]).toBeLessThan(50);
  expect(printed[2]).toBeGreaterThan(printed[1] as number);
});

test('rows are judged in the order of time, whatever their order in the file', async () => {
  const rows = [
    row(1, 'a', HOME),
    row(2, 'b', AWAY),
    row(3, 'a', HOME),
    row(4, 'a', AWAY),
    row(5, 'b', AWAY),
  ];
  const sorted = await scores('sorted.csv', ...rows);
  const order = [3, 0, 4, 2, 1];
  const shuffled = await scores('shuffled.csv', ...order.map((index) => rows[index] as string));
  expect(shuffled).toEqual(order.map((index) => sorted[index]));
});

test('a sign-in that failed is judged and not learned from', async () => {
  const rows = [row(1, 'a', HOME), row(2, 'a', HOME), row(4, 'a', AWAY)];
  const [, , without] = await scores('without.csv', ...rows);
  const [, , failed, withFailed] = await scores(
    'failed.csv',
    rows[0] ?? '',
    rows[1] ?? '',
    row(3, 'a', AWAY, 'False'),
    rows[2] ?? '',
  );
  const [, , , withLearned] = await scores(
    'learned.csv',
    rows[0] ?? '',
    rows[1] ?? '',
    row(3, 'a', AWAY),
    rows[2] ?? '',
  );
  expect(failed).toBeGreaterThan(50);
  expect(withFailed).toBe(without);
  expect(withLearned).toBeLessThan(without as number);
});

test('columns may stand in any order, after a byte order mark, with lines that end as on Windows', async () => {
  const file = join(folder, 'other.csv');
  const names = HEADER.split(',').filter((name) => name !== 'index' && !/Round|Attack/.test(name));
  const values = (outcome: string) =>
    `${outcome},mobile,Android 14,Chrome 138,an agent,64500,,,RW,::1,a,2020-02-01T00:00:00Z`;
  writeFileSync(
    file,
    `\uFEFF${[names.toReversed().join(','), values('true'), values('false')].join('\r\n')}\r\n`,
  );
  expect(await scoresOfFile(file)).toHaveLength(2);
});

test('a file with a header alone has no scores', async () => {
  expect(await scores('empty.csv')).toEqual([]);
});

test.each([
  ['no.csv', [''], 'is empty'],
  [
    'columns.csv',
    ['Login Timestamp,User ID,IP Address'],
    'names no column "Country", "Region", "City", "ASN"',
  ],
  ['short.csv', [HEADER, row(1, 'a', HOME), '2,2020-02-02'], 'Line 3 cannot be used: it has 2 fields'],
  ['time.csv', [HEADER, row(1, 'a', HOME).replace('2020-02-01', 'yesterday')], 'is no time like'],
  ['day.csv', [HEADER, row(1, 'a', HOME).replace('2020-02-01', '2020-13-41')], 'is no time like'],
  ['user.csv', [HEADER, row(1, '', HOME)], '"User ID" is empty'],
  ['outcome.csv', [HEADER, row(1, 'a', HOME, 'maybe')], '"Login Successful" is neither True nor False'],
  ['quote.csv', [HEADER, row(1, 'a', HOME).replace('"Mozilla', '"Mozilla"x')], 'is no CSV'],
  ['open.csv', [HEADER, `${row(1, 'a', HOME)},"open`], 'is no CSV'],
])('%s is refused in a sentence', async (name, lines, sentence) => {
  await expect(scoresOfFile(fileOf(name, lines))).rejects.toThrow(sentence);
});

test('a file that cannot be read, or none, is refused without a trace of the program', () => {
  for (const args of [[join(folder, 'missing.csv')], [folder], [], ['a', 'b']]) {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
});

test('what waited on the disk is gone afterwards', async () => {
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('ngao-risk-')).length;
  const before = left();
  await scores('gone.csv', row(1, 'a', HOME));
  await expect(scores('bad.csv', row(1, 'a', HOME), 'x')).rejects.toThrow('Line 3');
  expect(left()).toBe(before);
});
