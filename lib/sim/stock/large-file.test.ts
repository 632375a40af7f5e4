import { expect, test } from 'vitest';
import { isDeep } from '@/testing/effort';
import { aTenant } from '@/testing/ground';
import { stockFile } from '@/testing/stock-file';
import { confirm, importsOf, show, stockOf, upload } from '@/testing/stock-import';

const LINES = isDeep ? 100_000 : 20_000;

test(`a file of ${LINES} cards is read no further ahead than is staged, and all of it comes into stock`, async () => {
  const { person } = await aTenant();
  const admin = await person(['admin']);
  let sent = 0;
  let furthestAhead = 0;
  async function* counted() {
    for await (const bytes of stockFile(LINES)) {
      yield bytes;
      sent += bytes.filter((byte) => byte === 10).length;
      const [{ linesRead = 0 } = {}] = await importsOf(admin);
      furthestAhead = Math.max(furthestAhead, sent - linesRead);
    }
  }
  const importId = await upload(admin, counted());
  expect(await show(admin, importId)).toMatchObject({ linesGood: LINES, linesBad: 0 });
  // What the buffers of a stream hold and one batch; the file is many times as long.
  expect(furthestAhead).toBeLessThan(5_000);

  await confirm(admin, importId, 'all-or-nothing');
  expect(await show(admin, importId)).toMatchObject({ state: 'done', linesImported: LINES });
  expect(await stockOf(admin)).toHaveLength(LINES);
});
