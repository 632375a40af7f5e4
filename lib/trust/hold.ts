import type { Tx } from '@/db/client';
import { newId } from '../base/id';

/**
 * `credentials`: a new password comes before anything else. `messages`: codes, links and resets by e-mail and SMS open
 * nothing. `second_factor`: a new one comes before anything else. `review`: they change nothing until somebody of the staff
 * has looked. `counter`: they do nothing as an agent.
 */
export const HOLD_KINDS = [
  'money_out',
  'sim_swap',
  'credentials',
  'messages',
  'second_factor',
  'review',
  'counter',
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

type Placing = { personId: string; kind: HoldKind; reason: string; placedBy: string | null };

/**
 * Places a hold on a person in the deed's transaction; one of that kind that stands already stays as it is. Gives whether
 * none stood.
 */
export async function placeHold(tx: Tx, tenantId: string, now: Date, hold: Placing): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'hold-place',
    text: `insert into person_holds (tenant_id, id, person_id, kind, reason, since, placed_by) values ($1,$2,$3,$4,$5,$6,$7)
           on conflict (tenant_id, person_id, kind) where lifted_at is null do nothing`,
    values: [tenantId, newId(now), hold.personId, hold.kind, hold.reason, now, hold.placedBy],
  });
  return rowCount === 1;
}

/** Lifts a hold. Gives whether one stood. */
export async function liftHold(
  tx: Tx,
  tenantId: string,
  now: Date,
  { personId, kind, liftedBy }: { personId: string; kind: HoldKind; liftedBy: string | null },
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'hold-lift',
    text: `update person_holds set lifted_at = $4, lifted_by = $5
           where tenant_id = $1 and person_id = $2 and kind = $3 and lifted_at is null`,
    values: [tenantId, personId, kind, now, liftedBy],
  });
  return rowCount === 1;
}

/** Gives why a hold of this kind stands on a person, or undefined where none does. */
export async function reasonOfHold(
  tx: Tx,
  tenantId: string,
  personId: string,
  kind: HoldKind,
): Promise<string | undefined> {
  const { rows } = await tx.$client.query<{ reason: string }>({
    name: 'hold-reason',
    text: 'select reason from person_holds where tenant_id = $1 and person_id = $2 and kind = $3 and lifted_at is null',
    values: [tenantId, personId, kind],
  });
  return rows[0]?.reason;
}

/** The kinds of hold that stand on a person. */
export async function holdsOn(tx: Tx, tenantId: string, personId: string): Promise<HoldKind[]> {
  const { rows } = await tx.$client.query<{ kind: HoldKind }>({
    name: 'holds-on',
    text: 'select kind from person_holds where tenant_id = $1 and person_id = $2 and lifted_at is null order by kind',
    values: [tenantId, personId],
  });
  return rows.map(({ kind }) => kind);
}
