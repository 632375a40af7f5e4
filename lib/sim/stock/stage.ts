import { sql } from 'drizzle-orm';
import { stockImports } from '@/db/schema/sim';
import { sealSecrets } from '../secrets';
import { insertMany } from './insert-many';
import { type Judged, judge } from './judge';
import { type Reading, setImport, whileReading } from './reading';
import type { ReadLine } from './stock-line';

const COLUMNS = [
  'tenant_id',
  'import_id',
  'line',
  'iccid',
  'imsi',
  'verdict',
  'sim_id',
  'secrets',
  'preset_msisdn',
  'problem_field',
  'problem',
  'problem_values',
];

/** Judges lines of a file and stages them with their counts, in one transaction of their own. */
export async function stage(
  reading: Reading,
  lines: readonly ReadLine[],
  of: { bytesRead: number },
): Promise<void> {
  const { tenant, importId, now } = reading;
  await whileReading(reading, async (tx) => {
    const judged = await judge(tx, { tenantId: tenant.id, importId, now: now() }, lines);
    const rows = judged.map((line) => [tenant.id, importId, ...staged(tenant.id, line)]);
    await insertMany(tx, { into: 'stock_import_lines', columns: COLUMNS }, rows);
    const count = (verdict: Judged['verdict']) => judged.filter((line) => line.verdict === verdict).length;
    await setImport(tx, tenant.id, importId, {
      bytesRead: of.bytesRead,
      linesRead: sql`${stockImports.linesRead} + ${judged.length}`,
      linesGood: sql`${stockImports.linesGood} + ${count('good')}`,
      linesBad: sql`${stockImports.linesBad} + ${count('bad')}`,
      linesKnown: sql`${stockImports.linesKnown} + ${count('known')}`,
      changedAt: now(),
    });
  });
}

/** Only a good line carries codes, sealed for the SIM that it will be. */
function staged(tenantId: string, judged: Judged): unknown[] {
  const { line, iccid, imsi, verdict } = judged;
  const shared = [line, iccid, imsi, verdict];
  if (judged.verdict === 'bad') {
    const { field, code, values } = judged.problem;
    return [...shared, null, null, null, field, code, values ? JSON.stringify(values) : null];
  }
  const { simId, card } = judged;
  const secrets = verdict === 'good' ? sealSecrets(tenantId, simId, card.secrets) : null;
  return [...shared, simId, secrets, card.msisdn, null, null, null];
}
