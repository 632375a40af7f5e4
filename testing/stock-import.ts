import { randomUUID } from 'node:crypto';
import { inTenant } from '@/db/client';
import { sims, stockImportLines, stockImports } from '@/db/schema/sim';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import type { Actor, Person } from '@/lib/policy/actor';
import { beginImport } from '@/lib/sim/stock/begin-import';
import { confirmImport } from '@/lib/sim/stock/confirm-import';
import { listImportLines, showImport } from '@/lib/sim/stock/import-queries';
import { importNext } from '@/lib/sim/stock/import-queue';
import { readStockFile } from '@/lib/sim/stock/read-file';

/** Sends a file through both steps of an upload. Gives the import's id. */
export async function upload(admin: Person, body: AsyncIterable<Uint8Array>): Promise<string> {
  const { importId } = await perform(beginImport, admin, { fileName: 'vendor.csv' });
  await readStockFile(admin.tenant, { importId, begunAt: admin.request.at }, body);
  return importId;
}

/** Confirms an import and does what a worker does. */
export async function confirm(admin: Person, importId: string, mode: 'all-or-nothing' | 'good-lines') {
  await perform(confirmImport, admin, { importId, mode, key: randomUUID() });
  while (await importNext(admin.request.at));
}

export const show = (asker: Actor, importId: string) => ask(showImport, asker, { importId });

/** What is wrong with the lines of an import, as its page has it. */
export async function problemsOf(admin: Person, importId: string) {
  const { lines } = await ask(listImportLines, admin, { importId });
  return lines.map(({ line, field, problem, problemValues }) => ({
    ...{ line, field, problem },
    ...(problemValues ? { values: problemValues } : {}),
  }));
}

/** What is in stock, and what is staged, as the tables have it. */
export const stockOf = (admin: Person) =>
  inTenant(admin.tenant.id, (tx) => tx.select().from(sims).orderBy(sims.iccid));
export const stagedOf = (admin: Person) =>
  inTenant(admin.tenant.id, (tx) => tx.select().from(stockImportLines));
export const importsOf = (admin: Person) =>
  inTenant(admin.tenant.id, (tx) => tx.select().from(stockImports).orderBy(stockImports.id));
