import { after, MINUTE_MS, SECOND_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import { beginImport } from '@/lib/sim/stock/begin-import';
import { confirmImport } from '@/lib/sim/stock/confirm-import';
import { importNext } from '@/lib/sim/stock/import-queue';
import { readStockFile } from '@/lib/sim/stock/read-file';
import { cardOf, stockFileOf } from './cards';
import { at, type Player, type Stage, signInAs } from './stage';

type Delivery = { from: number; count: number; when: Date };

/** An admin takes a delivery of SIM cards into stock: the vendor's file, a look at it, and the yes. */
export async function stockUp(stage: Stage, admin: Player, { from, count, when }: Delivery): Promise<void> {
  const { tenant, chance } = stage;
  const cards = Array.from({ length: count }, (_, index) => cardOf(chance, from + index));
  const file = Buffer.from(stockFileOf(cards));
  const session = await signInAs(stage, admin, when);
  const fileName = `delivery-${when.toISOString().slice(0, 10)}.csv`;
  const { importId } = await perform(beginImport, session, { fileName, bytesTotal: file.length });
  await readStockFile(tenant, { importId, begunAt: when }, bytesOf(file));
  const confirmed = after(when, 4 * MINUTE_MS);
  await perform(confirmImport, at(session, confirmed), {
    importId,
    mode: 'all-or-nothing',
    key: newId(confirmed),
  });
  while (await importNext(after(confirmed, SECOND_MS)));
}

async function* bytesOf(file: Buffer) {
  yield file;
}
