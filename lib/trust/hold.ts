import type { Tx } from '@/db/client';
import { newId } from '../base/id';

/**
 * `credentials`: a new password comes before anything else. `messages`: codes, links and resets by e-mail and SMS open
 * nothing. `second_factor`: a new one comes before anything else. `review`: they change nothing until somebody of the staff
 * has looked. `counter`: they do nothing as an agent, nor over what agents do.
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

type Placing = {
  /** Null of nobody: then nothing is placed, with the same work. */
  personId: string | null;
  kind: HoldKind;
  reason: string;
  placedBy: string | null;
  /** When it ends by itself; absent for one that stands until it is lifted. */
  until?: Date;
};

/** Whether a row of `person_holds` stands at a moment, as a condition of SQL: every statement that asks says it so. */
export const stands = (hold: string, at: string): string =>
  `${hold}.lifted_at is null and (${hold}.until is null or ${hold}.until > ${at}::timestamptz)`;

// What is over, and what is weaker than the new one, ends and stays as it was; the new one takes its place. Of two that
// are placed at the very same time the second finds the first in the index, and only a stronger one writes over it.
export const PLACE = {
  name: 'hold-place',
  text: `with ended as (
      update person_holds set lifted_at = least(until, $6::timestamptz)
      where tenant_id = $1::uuid and person_id = $3::uuid and kind = $4 and lifted_at is null
        and until is not null and (until <= $6::timestamptz or $8::timestamptz is null or until < $8::timestamptz)
      returning 1
    )
    insert into person_holds as h (tenant_id, id, person_id, kind, reason, since, placed_by, until)
    select $1::uuid, $2::uuid, $3::uuid, $4, $5, $6::timestamptz, $7::uuid, $8::timestamptz
    where $3::uuid is not null and (select count(*) from ended) >= 0
    on conflict (tenant_id, person_id, kind) where lifted_at is null do update
      set reason = excluded.reason, since = excluded.since, placed_by = excluded.placed_by, until = excluded.until
      where h.until is not null
        and (h.until <= excluded.since or excluded.until is null or h.until < excluded.until)`,
};

/**
 * Places a hold on a person in the deed's transaction. One of that kind that stands already stays as it is, unless the new
 * one lasts longer: without an end it outlasts any other. Gives whether something is held that was not, or for longer.
 */
export async function placeHold(tx: Tx, tenantId: string, now: Date, hold: Placing): Promise<boolean> {
  const { personId, kind, reason, placedBy, until = null } = hold;
  const { rowCount } = await tx.$client.query({
    ...PLACE,
    values: [tenantId, newId(now), personId, kind, reason, now, placedBy, until],
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
    text: `update person_holds h set lifted_at = $4, lifted_by = $5
           where tenant_id = $1 and person_id = $2 and kind = $3 and ${stands('h', '$4')}`,
    values: [tenantId, personId, kind, now, liftedBy],
  });
  return rowCount === 1;
}

type Hold = { kind: HoldKind; reason: string; since: Date; until: Date | null };

/** The holds that stand on a person, by their kinds. */
export async function readHolds(tx: Tx, tenantId: string, personId: string, now: Date): Promise<Hold[]> {
  const { rows } = await tx.$client.query<Hold>({
    name: 'holds-read',
    text: `select kind, reason, since, until from person_holds h
           where tenant_id = $1 and person_id = $2 and ${stands('h', '$3')} order by kind`,
    values: [tenantId, personId, now],
  });
  return rows;
}

/** Gives why a hold of this kind stands on a person, or undefined where none does. */
export async function reasonOfHold(
  tx: Tx,
  tenantId: string,
  { personId, kind, now }: { personId: string; kind: HoldKind; now: Date },
): Promise<string | undefined> {
  return (await readHolds(tx, tenantId, personId, now)).find((hold) => hold.kind === kind)?.reason;
}

/** The kinds of hold that stand on a person. */
export async function holdsOn(tx: Tx, tenantId: string, personId: string, now: Date): Promise<HoldKind[]> {
  return (await readHolds(tx, tenantId, personId, now)).map(({ kind }) => kind);
}
