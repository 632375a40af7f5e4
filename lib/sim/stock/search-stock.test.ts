import { expect, test } from 'vitest';
import { aTenant } from '@/testing/ground';
import { card, stockFile } from '@/testing/stock-file';
import { confirm, upload } from '@/testing/stock-import';
import { ask } from '../../command/ask';
import { searchStock } from './search-stock';

test('a card in stock is found by its last digits and by its first, in any spelling, and ten are shown at most', async () => {
  const { person } = await aTenant();
  const [admin, agent] = [await person(['admin']), await person(['agent'])];
  await confirm(admin, await upload(admin, stockFile(40)), 'good-lines');
  const found = async (digits: string) => {
    const { sims, more } = await ask(searchStock, agent, { digits });
    return [sims.map(({ iccid }) => iccid), more];
  };
  const { iccid } = card(17);
  expect(await found(iccid.slice(-6))).toEqual([[iccid], false]);
  expect(await found(` ${iccid.slice(0, 4)} ${iccid.slice(4)}F`)).toEqual([[iccid], false]);
  expect(await found('892501')).toEqual([expect.objectContaining({ length: 10 }), true]);
  expect(await found('999999')).toEqual([[], false]);
  await expect(found('12')).rejects.toMatchObject({ code: 'too_few_digits', field: 'digits' });
  const other = await (await aTenant()).person(['agent']);
  expect((await ask(searchStock, other, { digits: iccid })).sims).toEqual([]);
});
