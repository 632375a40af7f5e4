import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { simEvents } from '@/db/schema/sim';
import { aTenant } from '@/testing/ground';
import { card, piece, STOCK_HEADER, stockFile, stockLine } from '@/testing/stock-file';
import { confirm, problemsOf, show, stagedOf, stockOf, upload } from '@/testing/stock-import';
import { ask } from '../../command/ask';
import { openSecrets } from '../secrets';
import { listImportLines } from './import-queries';
import { stockSummary } from './stock-summary';

describe('a stock file', () => {
  test('is looked over before anything is written, then comes into stock with sealed codes and a timeline', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const importId = await upload(admin, stockFile(2_500));
    expect(await show(admin, importId)).toMatchObject({
      ...{
        state: 'preview',
        linesRead: 2_500,
        linesGood: 2_500,
        linesBad: 0,
        linesKnown: 0,
        linesImported: 0,
      },
    });
    expect(await stockOf(admin)).toEqual([]);
    expect((await stagedOf(admin)).every(({ secrets }) => secrets && !secrets.includes('1001'))).toBe(true);

    await confirm(admin, importId, 'all-or-nothing');
    expect(await show(admin, importId)).toMatchObject({ state: 'done', linesImported: 2_500 });
    const [first, ...others] = await stockOf(admin);
    expect(others).toHaveLength(2_499);
    expect(first).toMatchObject({ iccid: card(1).iccid, imsi: card(1).imsi, state: 'in_stock', importId });
    const { pin1, puk1, pin2, puk2 } = card(1);
    expect(first && openSecrets(admin.tenant.id, first.id, first.secrets)).toEqual({
      pin1,
      puk1,
      pin2,
      puk2,
    });
    expect(await stagedOf(admin)).toEqual([]);
    const events = await inTenant(admin.tenant.id, (tx) => tx.select().from(simEvents));
    expect(events).toHaveLength(2_500);
    expect(events[0]).toMatchObject({ fromState: null, toState: 'in_stock', actorId: admin.principal.id });
    const { states } = await ask(stockSummary, admin, {});
    expect(states).toContainEqual({ state: 'in_stock', count: 2_500 });
  });

  test('that comes a second time changes nothing: each of its lines is known', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    await confirm(admin, await upload(admin, stockFile(1_200)), 'good-lines');
    const before = await stockOf(admin);
    const again = await upload(admin, stockFile(1_200));
    expect(await show(admin, again)).toMatchObject({ linesKnown: 1_200, linesGood: 0, linesBad: 0 });
    await expect(confirm(admin, again, 'good-lines')).rejects.toMatchObject({
      code: 'import_has_nothing_new',
    });
    expect(await stockOf(admin)).toEqual(before);
  });

  test('says of each bad line what is wrong with it, and takes all lines, the good ones, or none', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const lines = [
      'MSISDN;puk2;Pin 2;PUK_1;pin-1;Imsi;ICCID;Vendor',
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => {
        const { msisdn, puk2, pin2, puk1, pin1, imsi, iccid } = card(n);
        const row = { msisdn: '', puk2, pin2, puk1, pin1, imsi, iccid, vendor: 'K=0123' };
        if (n === 1) row.msisdn = `0${msisdn.slice(4)}`;
        if (n === 2) row.iccid = `${iccid.slice(0, -1)}${(Number(iccid.at(-1)) + 1) % 10}`;
        if (n === 3) row.imsi = `63514${imsi.slice(5)}`;
        if (n === 4) row.pin1 = '=cmd|calc';
        if (n === 5) row.puk2 = '1234567';
        if (n === 6) row.puk1 = '';
        if (n === 7) row.msisdn = '+250252588888';
        if (n === 8) row.iccid = card(1).iccid;
        if (n === 9) row.imsi = card(1).imsi;
        if (n === 10) row.msisdn = msisdn.replace(/\d$/, '1');
        if (n === 11) row.msisdn = card(1).msisdn;
        if (n === 12) row.vendor = 'x;y';
        return Object.values(row).join(';');
      }),
    ];
    const importId = await upload(admin, piece(`\uFEFF${lines.join('\r\n')}\r\n`));
    expect(await show(admin, importId)).toMatchObject({ linesRead: 12, linesGood: 2, linesBad: 10 });
    expect(await problemsOf(admin, importId)).toEqual([
      { line: 3, field: 'ICCID', problem: 'iccid_check_digit', values: { count: 19 } },
      { line: 4, field: 'IMSI', problem: 'imsi_foreign_network', values: { prefixes: '63510' } },
      { line: 5, field: 'PIN1', problem: 'pin_shape', values: { column: 'PIN1' } },
      { line: 6, field: 'PUK2', problem: 'puk_shape', values: { column: 'PUK2' } },
      { line: 7, field: 'PUK1', problem: 'field_missing', values: { column: 'PUK1' } },
      { line: 8, field: 'MSISDN', problem: 'msisdn_not_mobile' },
      { line: 9, field: 'ICCID', problem: 'iccid_twice', values: { line: 2 } },
      { line: 10, field: 'IMSI', problem: 'imsi_twice', values: { line: 2 } },
      { line: 12, field: 'MSISDN', problem: 'msisdn_twice', values: { line: 2 } },
      { line: 13, field: null, problem: 'line_too_wide', values: { expected: 8, found: 9 } },
    ]);
    await expect(confirm(admin, importId, 'all-or-nothing')).rejects.toMatchObject({
      code: 'import_has_bad_lines',
      values: { count: 10 },
    });
    expect(await stockOf(admin)).toEqual([]);
    await confirm(admin, importId, 'good-lines');
    expect((await stockOf(admin)).map(({ presetMsisdn }) => presetMsisdn)).toEqual([
      card(1).msisdn,
      card(10).msisdn.replace(/\d$/, '1'),
    ]);
    expect(await problemsOf(admin, importId)).toHaveLength(10);
  });

  test('that meets what is in stock is told so line by line', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    await confirm(admin, await upload(admin, stockFile(3)), 'good-lines');
    const text = [
      STOCK_HEADER,
      stockLine(1),
      stockLine(2, { puk1: '99999999' }),
      stockLine(3, { imsi: card(9).imsi }),
      stockLine(4, { imsi: card(3).imsi }),
      stockLine(5),
    ].join('\n');
    const importId = await upload(admin, piece(text));
    expect(await show(admin, importId)).toMatchObject({ linesKnown: 1, linesGood: 1, linesBad: 3 });
    expect(await problemsOf(admin, importId)).toEqual([
      { line: 3, field: 'ICCID', problem: 'iccid_in_stock_differs' },
      { line: 4, field: 'ICCID', problem: 'iccid_in_stock_differs' },
      { line: 5, field: 'IMSI', problem: 'imsi_in_stock' },
    ]);
  });

  test('is paged by key', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const bad = Array.from({ length: 130 }, (_, n) => stockLine(n, { pin1: 'x' })).join('\n');
    const importId = await upload(admin, piece(`${STOCK_HEADER}\n${bad}`));
    const seen: number[] = [];
    for (let next: number | null = 0; next !== null; ) {
      const page: { lines: { line: number }[]; next: number | null } = await ask(listImportLines, admin, {
        importId,
        after: next,
      });
      seen.push(...page.lines.map(({ line }) => line));
      next = page.next;
    }
    expect(seen).toEqual(Array.from({ length: 130 }, (_, n) => n + 2));
  });
});

describe('a file that is none', () => {
  test.each([
    ['nothing', '', 'file_empty', {}],
    ['a header alone', `${STOCK_HEADER}\n`, 'file_empty', {}],
    [
      'columns that are missing',
      'ICCID,IMSI,PIN1,PUK2\n1,2,3,4',
      'columns_missing',
      { columns: 'PUK1, PIN2' },
    ],
    ['a column twice', `${STOCK_HEADER},Imsi\n`, 'columns_twice', { columns: 'IMSI' }],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'columns_missing', undefined],
    ['an open quotation mark', `${STOCK_HEADER}\n"8925`, 'quotes_unbalanced', { line: 2 }],
    ['a huge field', `${STOCK_HEADER}\n${'8'.repeat(200_000)}`, 'line_too_long', undefined],
  ])('fails with a sentence: %s', async (_name, body, problem, problemValues) => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const importId = await upload(admin, piece(body));
    const shown = await show(admin, importId);
    expect(shown).toMatchObject({ state: 'failed', problem });
    if (problemValues) expect(shown.problemValues).toEqual(problemValues);
    await expect(confirm(admin, importId, 'good-lines')).rejects.toMatchObject({
      code: 'import_is_elsewhere',
    });
  });

  test('keeps nothing of what was read before its connection was cut', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    async function* cut() {
      yield* stockFile(1_500);
      throw new Error('socket hang up');
    }
    const importId = await upload(admin, cut());
    expect(await show(admin, importId)).toMatchObject({ state: 'failed', problem: 'upload_cut' });
    expect(await stagedOf(admin)).toEqual([]);
  });

  test('does no harm with NUL bytes, broken UTF-8 and formulas: its lines are bad, and shown without them', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const text = [
      STOCK_HEADER,
      '=HYPERLINK("x"),@SUM(1),1,1,1,1'.replaceAll('"', ''),
      `${card(1).iccid}\0,${card(1).imsi},1111,11111111,1111,11111111`,
      `${'9'.repeat(5_000)},1,1,1,1,1`,
    ].join('\n');
    const body = Buffer.concat([
      Buffer.from(`${text}\n`),
      Buffer.of(0xff, 0xfe, 0xc3),
      Buffer.from(',1,1,1,1,1\n'),
    ]);
    const importId = await upload(admin, piece(body));
    const { lines } = await ask(listImportLines, admin, { importId });
    expect(lines.map(({ problem }) => problem)).toEqual(Array(4).fill('iccid_shape'));
    expect(lines.map(({ iccid }) => iccid)).toEqual([
      '=HYPERLINK(x)',
      `${card(1).iccid}·`,
      '9'.repeat(40),
      expect.stringMatching(/^·+$/),
    ]);
  });
});
