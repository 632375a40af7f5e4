import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { inTenant, type Tx } from '@/db/client';
import { stockImports } from '@/db/schema/sim';
import { idText, newId } from '../../base/id';
import { notFound, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { insertMany, ROWS_AT_ONCE } from './insert-many';
import { lockImport } from './lock-import';
import { leaveImportQueue } from './queue-import';
import { dropCards, ofImport, setImport } from './reading';
import { sampleImport } from './sample-import';
import { assertCanBecome, importUnderWay } from './stock-import';
import { ticking } from './ticking';

/**
 * Takes the good lines of a confirmed import into stock, in one transaction: all of them are there, or none. What came
 * into stock another way since the file was read is left alone, or refuses the whole file where that was asked for.
 * How far it is, others see by small transactions of their own. Done by the process itself, for whoever confirmed.
 */
export const runImport = command({
  name: 'stock.import.run',
  proof: 'second-factor',
  input: z.strictObject({ importId: idText }),
  output: z.strictObject({ imported: z.number().int() }),
  async run({ tx, tenant, now }, { importId }) {
    const clock = ticking(now);
    await takeTurn(tx, importId);
    // The row is not locked here: the signs of life, written from outside, would wait for this very transaction.
    const [found] = await tx.select().from(stockImports).where(ofImport(tenant.id, importId));
    if (!found) throw notFound();
    if (found.state !== 'importing') throw importUnderWay();
    const imported = await takeCards(
      tx,
      { tenantId: tenant.id, importId, now, by: found.confirmedBy },
      (count) =>
        inTenant(tenant.id, (other) =>
          setImport(other, tenant.id, importId, { linesImported: count, changedAt: clock() }),
        ),
    );
    const missed = found.linesGood - imported;
    if (missed > 0 && found.mode === 'all-or-nothing') throw stockChanged(missed);
    await dropCards(tx, tenant.id, importId);
    await leaveImportQueue(tx, importId);
    // Whoever gave this import up for dead has cancelled it meanwhile: then nothing is taken.
    const { state } = await lockImport(tx, tenant.id, importId, now);
    assertCanBecome(state, 'done');
    await setImport(tx, tenant.id, importId, {
      state: 'done',
      linesImported: imported,
      linesGood: imported,
      linesKnown: found.linesKnown + missed,
      changedAt: clock(),
    });
    return {
      output: { imported },
      evidence: {
        subject: `stock-import:${importId}`,
        change: { imported, missed, mode: found.mode, confirmedBy: found.confirmedBy },
      },
    };
  },
  sample: async (ground) => ({ importId: await sampleImport(ground, 'importing') }),
});

/** One at a time, on whatever node: a second one that was started meanwhile is refused. */
async function takeTurn(tx: Tx, importId: string): Promise<void> {
  const { rows } = await tx.execute<{ free: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`stock-import:${importId}`}, 0)) as free`,
  );
  if (!rows[0]?.free) throw importUnderWay();
}

type Taking = { tenantId: string; importId: string; now: Date; by: string | null };
type Staged = {
  line: number;
  iccid: string;
  imsi: string;
  secrets: Buffer;
  preset_msisdn: string | null;
  sim_id: string;
};

async function takeCards(
  tx: Tx,
  taking: Taking,
  progress: (count: number) => Promise<void>,
): Promise<number> {
  let imported = 0;
  for (let last = 0; ; ) {
    const { rows } = await tx.$client.query<Staged>({
      name: 'stock-import-good-lines',
      text: `select line, iccid, imsi, secrets, preset_msisdn, sim_id from stock_import_lines
             where tenant_id = $1 and import_id = $2 and verdict = 'good' and line > $3
             order by line limit ${ROWS_AT_ONCE}`,
      values: [taking.tenantId, taking.importId, last],
    });
    const end = rows.at(-1);
    if (!end) return imported;
    last = end.line;
    imported += await takeBatch(tx, taking, rows);
    await progress(imported);
  }
}

const SIM_COLUMNS = [
  'tenant_id',
  'id',
  'iccid',
  'iccid_backwards',
  'imsi',
  'secrets',
  'state',
  'preset_msisdn',
  'import_id',
  'created_at',
  'changed_at',
];
const EVENT_COLUMNS = ['tenant_id', 'id', 'sim_id', 'to_state', 'actor_id', 'at', 'detail'];

async function takeBatch(tx: Tx, { tenantId, importId, now, by }: Taking, lines: Staged[]): Promise<number> {
  const added = await insertMany<{ id: string }>(
    tx,
    { into: 'sims', columns: SIM_COLUMNS, after: 'on conflict do nothing returning id' },
    lines.map(({ iccid, imsi, secrets, preset_msisdn, sim_id }) => [
      tenantId,
      sim_id,
      iccid,
      [...iccid].reverse().join(''),
      imsi,
      secrets,
      'in_stock',
      preset_msisdn,
      importId,
      now,
      now,
    ]),
  );
  const detail = JSON.stringify({ importId });
  await insertMany(
    tx,
    { into: 'sim_events', columns: EVENT_COLUMNS },
    added.map(({ id }) => [tenantId, newId(now), id, 'in_stock', by, now, detail]),
  );
  return added.length;
}

const stockChanged = (count: number) =>
  new Refusal(
    'import_stock_changed',
    '{count} lines of this file came into stock another way meanwhile, so nothing was taken.',
    { status: 409, values: { count } },
  );
