import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aTenant, later, NOON } from '@/testing/ground';
import { stockFile, stockLine } from '@/testing/stock-file';
import { confirm, show, stagedOf, stockOf, upload } from '@/testing/stock-import';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { beginImport } from './begin-import';
import { cancelImport } from './cancel-import';
import { confirmImport } from './confirm-import';
import { listImports } from './import-queries';
import { importNext } from './import-queue';
import { readStockFile } from './read-file';
import { SILENT_FOR_MS } from './stock-import';
import { stockSummary } from './stock-summary';

const LATER = new Date(NOON.getTime() + SILENT_FOR_MS + 60_000);

describe('an import', () => {
  test('is confirmed once: a repeat of the form does nothing, another confirmation is refused', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const importId = await upload(admin, stockFile(10));
    const form = { importId, mode: 'good-lines', key: randomUUID() };
    expect(await perform(confirmImport, admin, form)).toEqual(await perform(confirmImport, admin, form));
    await expect(perform(confirmImport, admin, { ...form, key: randomUUID() })).rejects.toMatchObject({
      code: 'import_under_way',
    });
    await expect(perform(cancelImport, admin, { importId })).rejects.toMatchObject({
      code: 'import_under_way',
    });
    while (await importNext(NOON));
    expect(await stockOf(admin)).toHaveLength(10);
    expect(await perform(confirmImport, admin, form)).toEqual({ importId });
    expect(await importNext(NOON)).toBe(false);
  });

  test('that is cancelled leaves nothing, also while it is being read', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const importId = await upload(admin, stockFile(10));
    await perform(cancelImport, admin, { importId });
    expect(await show(admin, importId)).toMatchObject({ state: 'cancelled' });
    expect(await stagedOf(admin)).toEqual([]);

    const { importId: reading } = await perform(beginImport, admin, { fileName: 'vendor.csv' });
    async function* cancelledMidway() {
      yield* stockFile(1_500);
      await perform(cancelImport, admin, { importId: reading });
      yield Buffer.from(`${stockLine(9_001)}\n`);
    }
    expect(await readStockFile(admin.tenant, { importId: reading, begunAt: NOON }, cancelledMidway())).toBe(
      'cancelled',
    );
    expect(await stagedOf(admin)).toEqual([]);
    await expect(perform(cancelImport, admin, { importId: reading })).rejects.toMatchObject({
      code: 'import_is_elsewhere',
    });
  });

  test('whose lines came into stock another way meanwhile takes all or nothing, as it was told', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const whole = await upload(admin, stockFile(6));
    const good = await upload(admin, stockFile(6));
    await confirm(admin, await upload(admin, stockFile(2)), 'good-lines');
    await confirm(admin, whole, 'all-or-nothing');
    expect(await show(admin, whole)).toMatchObject({
      ...{ state: 'preview', problem: 'stock_changed', problemValues: { count: 2 }, linesImported: 0 },
    });
    expect(await stockOf(admin)).toHaveLength(2);
    await confirm(admin, good, 'good-lines');
    expect(await show(admin, good)).toMatchObject({ state: 'done', linesImported: 4, linesKnown: 2 });
    expect(await stockOf(admin)).toHaveLength(6);
  });

  test('that died while it was read has failed, and its codes are cleared away by the next', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const { importId } = await perform(beginImport, admin, { fileName: 'vendor.csv' });
    async function* dying() {
      yield* stockFile(1_500);
      await new Promise(() => undefined);
    }
    void readStockFile(admin.tenant, { importId, begunAt: NOON }, dying());
    const linesRead = async () => (await show(admin, importId)).linesRead;
    await expect.poll(linesRead, { timeout: 50_000 }).toBeGreaterThan(0);
    const muchLater = later(admin, LATER);
    expect(await show(muchLater, importId)).toMatchObject({ state: 'failed', problem: 'reading_stopped' });
    await perform(beginImport, muchLater, { fileName: 'again.csv' });
    expect(await stagedOf(admin)).toEqual([]);
    expect((await ask(listImports, muchLater, {})).imports.map(({ state }) => state)).toEqual([
      'reading',
      'failed',
    ]);
  });

  test('whose node died while it was taken into stock is taken by the next node, or by a new confirmation', async () => {
    const { person } = await aTenant();
    const admin = await person(['admin']);
    const importId = await upload(admin, stockFile(10));
    await perform(confirmImport, admin, { importId, mode: 'good-lines', key: randomUUID() });
    const muchLater = later(admin, LATER);
    expect(await show(muchLater, importId)).toMatchObject({ state: 'preview', problem: 'import_stopped' });
    await perform(confirmImport, muchLater, { importId, mode: 'good-lines', key: randomUUID() });
    expect(await importNext(muchLater.request.at)).toBe(true);
    expect(await show(muchLater, importId)).toMatchObject({ state: 'done', linesImported: 10 });
  });

  test('shows others how far it is while its transaction is open, and they see none of its cards', async () => {
    const { person, system } = await aTenant();
    const admin = await person(['admin']);
    // Whoever looks this often would be told to wait; the operator has no budget.
    const operator = system();
    const importId = await upload(admin, stockFile(30_00));
    await perform(confirmImport, admin, { importId, mode: 'good-lines', key: randomUUID() });
    const seen = new Set<string>();
    let isOver = false;
    const work = importNext(NOON).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const { state, linesImported } = await show(operator, importId);
      const inStock = (await ask(stockSummary, operator, {})).states.find(
        ({ state }) => state === 'in_stock',
      );
      seen.add(`${state} ${linesImported} ${inStock?.count === 0 ? 'unseen' : 'seen'}`);
    }
    await work;
    expect([...seen].some((line) => /^importing [12]000 unseen$/.test(line))).toBe(true);
    expect(await show(admin, importId)).toMatchObject({ state: 'done', linesImported: 3_000 });
  });
});
