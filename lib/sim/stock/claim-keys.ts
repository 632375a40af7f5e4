import type { Tx } from '@/db/client';
import { insertMany } from './insert-many';
import { type LineProblem, type ProblemCode, wrong } from './problem';
import type { Card, ReadLine } from './stock-line';

type Claim = { key: string; line: number };

const KINDS = [
  ['iccid', 'ICCID', 'iccid_twice'],
  ['imsi', 'IMSI', 'imsi_twice'],
  ['msisdn', 'MSISDN', 'msisdn_twice'],
] as const satisfies readonly (readonly [keyof Card, string, ProblemCode])[];

/**
 * Has each line claim its ICCID, IMSI and number within its file: the first line that names one has it, and the key of a
 * table decides, so that nothing needs to be remembered here. Gives what tells a line that another one came before it.
 */
export async function claimKeys(
  tx: Tx,
  { tenantId, importId }: { tenantId: string; importId: string },
  lines: readonly ReadLine[],
) {
  const wanted = lines.flatMap(({ line, card }) => (card ? keysOf(card).map((key) => ({ key, line })) : []));
  const owners = new Map<string, number>();
  for (let at = 0; at < wanted.length; at += CLAIMS_AT_ONCE) {
    const some = wanted.slice(at, at + CLAIMS_AT_ONCE);
    for (const { key, line } of await claim(tx, tenantId, importId, some)) owners.set(key, line);
  }
  return {
    problemOf(line: number, card: Card): LineProblem | undefined {
      for (const [kind, field, code] of KINDS) {
        const owner = owners.get(`${kind}:${card[kind]}`);
        if (owner !== undefined && owner !== line) return wrong(code, field, { line: owner });
      }
      return undefined;
    },
  };
}

const CLAIMS_AT_ONCE = 1_000;

const keysOf = (card: Card): string[] =>
  KINDS.flatMap(([kind]) => (card[kind] === null ? [] : `${kind}:${card[kind]}`));

/** Gives who owns each of the keys now. */
async function claim(tx: Tx, tenantId: string, importId: string, wanted: Claim[]): Promise<Claim[]> {
  const won = await insertMany<Claim>(
    tx,
    {
      into: 'stock_import_keys',
      columns: ['tenant_id', 'import_id', 'key', 'line'],
      after: 'on conflict do nothing returning key, line',
    },
    wanted.map(({ key, line }) => [tenantId, importId, key, line]),
  );
  if (won.length === wanted.length) return won;
  const mine = new Set(won.map(({ key }) => key));
  const { rows } = await tx.$client.query<Claim>(
    'select key, line from stock_import_keys where tenant_id = $1 and import_id = $2 and key = any($3::text[])',
    [tenantId, importId, wanted.map(({ key }) => key).filter((key) => !mine.has(key))],
  );
  return [...won, ...rows];
}
