import type pg from 'pg';
import type { Moved, Place } from './journal';

/** One deed as the ledger has it: its lines as texts, in order, so that two deeds are alike where these are. */
export type Posted = { id: string; lines: string[] };

const LINES = `
  select t.deed_id, t.operation, t.amount, d.kind as from_kind, d.owner_id as from_owner, c.kind as to_kind, c.owner_id as to_owner
  from transfers t
  join accounts d on d.tenant_id = t.tenant_id and d.id = t.debit_account_id
  join accounts c on c.tenant_id = t.tenant_id and c.id = t.credit_account_id
  where not (t.operation = 'float_opening' and t.made_by is null)`;

type Row = {
  deed_id: string;
  operation: string;
  amount: string;
  from_kind: Place['kind'];
  from_owner: string | null;
  to_kind: Place['kind'];
  to_owner: string | null;
};

/** Reads every deed that moved money, but for what people were given before they began. */
export async function readDeeds(client: pg.ClientBase): Promise<Map<string, Posted>> {
  const { rows } = await client.query<Row>(LINES);
  const deeds = new Map<string, Posted>();
  for (const row of rows) {
    const deed = deeds.get(row.deed_id) ?? { id: row.deed_id, lines: [] };
    const from = { kind: row.from_kind, owner: row.from_owner ?? undefined };
    const to = { kind: row.to_kind, owner: row.to_owner ?? undefined };
    deed.lines.push(lineOf(row.operation, BigInt(row.amount), { from, to }));
    deeds.set(row.deed_id, deed);
  }
  for (const { lines } of deeds.values()) lines.sort();
  return deeds;
}

const placeOf = ({ kind, owner }: Place): string => (owner ? `${kind} of ${owner}` : kind);
const lineOf = (operation: string, amount: bigint, { from, to }: Pick<Moved, 'from' | 'to'>): string =>
  `${operation} ${amount} from ${placeOf(from)} to ${placeOf(to)}`;

/** The lines that a deed must have left, all of them. */
export function linesOf({ operation, amount, fee = 0n, from, to, earns }: Moved): string[] {
  const lines = [lineOf(operation, amount, { from, to })];
  if (fee > 0n) lines.push(lineOf('fee', fee, { from, to: { kind: 'fees' } }));
  if (earns && earns.amount > 0n)
    lines.push(
      lineOf('commission', earns.amount, {
        from: { kind: 'fees' },
        to: { kind: 'commission', owner: earns.owner },
      }),
    );
  return lines.sort();
}
