import { inTenant, inTenantReadOnly, type Tx } from '@/db/client';
import { canonicalJson } from '../../base/canonical-json';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { fingerprint } from '../../base/seal';
import type { Person } from '../../policy/actor';
import { APPROVAL_LIVES_MS } from './approval-state';
import type { Asked } from './decide';

/** So many wishes of one person wait at a time: the list is read by people. */
const MOST_WAITING = 20;

/**
 * Names exactly the deed that is agreed to: the command and its parsed input, without the key that makes a repeat
 * harmless, since a form that is opened again has another.
 */
export function fingerprintOfDeed(command: string, input: unknown, idempotencyKey?: string): Buffer {
  const said = { ...(input as Record<string, unknown>) };
  if (idempotencyKey !== undefined) delete said[idempotencyKey];
  return fingerprint(canonicalJson([command, said]), 'approval');
}

/**
 * What an input points to, by its ids and nothing else, since the rest of it may be secret: without it whoever agrees would
 * not see whom or what they agree to.
 */
export const pointedAt = (input: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(input as Record<string, unknown>)
      .filter(([field, value]) => field.endsWith('Id') && typeof value === 'string')
      .map(([field, value]) => [field.slice(0, -'Id'.length), String(value)]),
  );

const STANDING = {
  name: 'approval-standing',
  text: `select id from deed_approvals where tenant_id = $1 and asked_by = $2 and command = $3
    and input_fingerprint = $4 and state = 'approved' and expires_at > $5`,
};

/** Gives the id of what somebody else has agreed to: this very deed of this very person; undefined where nobody has. */
export async function standingApproval(
  where: Tx | string,
  actor: Person,
  asked: Asked,
  inputFingerprint: Buffer,
): Promise<string | undefined> {
  const { tenant, principal, request } = actor;
  const values = [tenant.id, principal.id, asked.name, inputFingerprint, request.at];
  const read = async (tx: Tx) =>
    (await tx.$client.query<{ id: string }>({ ...STANDING, values })).rows[0]?.id;
  return typeof where === 'string' ? inTenantReadOnly(where, read) : read(where);
}

/**
 * Records once that somebody wishes to do a deed for which a second person is needed, in a transaction of its own, since
 * the deed itself is refused. Gives the refusal that says so.
 */
export async function askApproval(
  actor: Person,
  asked: Asked,
  inputFingerprint: Buffer,
  summary: Readonly<Record<string, string>>,
): Promise<Refusal> {
  const { tenant, principal, request } = actor;
  const values = [tenant.id, principal.id, asked.name, inputFingerprint, request.at];
  return inTenant(tenant.id, async (tx) => {
    await tx.$client.query({ ...CLOSE_EXPIRED, values: [tenant.id, principal.id, request.at] });
    const { rows } = await tx.$client.query<{ same: boolean; all: number }>({
      ...LOOK,
      values: values.slice(0, 4),
    });
    const { same = false, all = 0 } = rows[0] ?? {};
    if (same) return secondPersonNeeded();
    if (all >= MOST_WAITING) return tooManyWishes();
    const expiresAt = after(request.at, APPROVAL_LIVES_MS);
    const wish = [newId(request.at), ...values.slice(1), JSON.stringify(summary), expiresAt];
    await tx.$client.query({ ...ASK, values: [tenant.id, ...wish] });
    return secondPersonNeeded();
  });
}

// What ran out would stand in the way of asking again, and whoever agreed to it did so for that day.
const CLOSE_EXPIRED = {
  name: 'approval-close-expired',
  text: `update deed_approvals set state = 'refused', decided_by = null, decided_at = $3
    where tenant_id = $1 and asked_by = $2 and state in ('waiting', 'approved') and expires_at <= $3`,
};

const LOOK = {
  name: 'approval-look',
  text: `select coalesce(bool_or(command = $3 and input_fingerprint = $4), false) as same, count(*)::int as "all"
    from deed_approvals where tenant_id = $1 and asked_by = $2 and state in ('waiting', 'approved')`,
};

// Of two that ask at once one writes; the other wishes the same.
const ASK = {
  name: 'approval-ask',
  text: `insert into deed_approvals (tenant_id, id, asked_by, command, input_fingerprint, asked_at, summary, expires_at, state)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting')
    on conflict (tenant_id, asked_by, command, input_fingerprint) where state in ('waiting', 'approved') do nothing`,
};

const SPEND = {
  name: 'approval-spend',
  text: `update deed_approvals set state = 'done'
    where tenant_id = $1 and id = $2 and state = 'approved' and expires_at > $3`,
};

/**
 * Uses an approval up in the transaction of its deed. Gives false where it no longer stands: it was used, overruled, or
 * has run out since it was looked at; then the deed must not be done.
 */
export async function spendApproval(tx: Tx, tenantId: string, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.$client.query({ ...SPEND, values: [tenantId, id, now] });
  return rowCount === 1;
}

/** A deed waits until somebody else has agreed to it. */
export const secondPersonNeeded = () =>
  new Refusal(
    'second_person_needed',
    'A second person has to agree to this. It is noted for a day: once somebody has agreed, do the same again.',
    { status: 409 },
  );

const tooManyWishes = () =>
  new Refusal(
    'too_many_approvals_waiting',
    'You have asked for {most} things that wait for a second person. Let somebody decide those first.',
    { status: 409, values: { most: MOST_WAITING } },
  );
