// 1. One member of staff freezes an account at once: money that is about to be stolen does not wait for a second pair of eyes.
// 2. To let it go again is the easier mistake to be talked into: it takes two, but for the one who froze it, by mistake.
// 3. A freeze ends by itself when its time is over; it is made wider or longer, and never narrower, by freezing again.
import type { Tx } from '@/db/client';
import { notFound, Refusal } from '../../base/refusal';
import type { Tenant } from '../../policy/tenant';
import type { Frozen, OwnedKind } from '../wallet';

/** An account of somebody with what is frozen in it, as it stands at a moment. */
export type Freezable = {
  id: string;
  kind: OwnedKind;
  ownerId: string;
  frozen: Frozen;
  reason: string | null;
  by: string | null;
  since: Date | null;
  until: Date | null;
};

type Row = Omit<Freezable, 'ownerId'> & { ownerId: string | null };

const LOCK = {
  name: 'freeze-lock',
  text: `select id, kind, owner_id as "ownerId", frozen, frozen_reason as reason, frozen_by as by, frozen_at as since,
      frozen_until as until
    from accounts where tenant_id = $1 and id = $2 for no key update`,
};

/** Locks the account of a person. One of the tenant itself is not found: everybody's money goes through it. */
export async function lockAccount(
  tx: Tx,
  tenant: Tenant,
  { accountId, now }: { accountId: string; now: Date },
): Promise<Freezable> {
  const { rows } = await tx.$client.query<Row>({ ...LOCK, values: [tenant.id, accountId] });
  const [row] = rows;
  if (!row?.ownerId) throw notFound();
  return thawedAt({ ...row, ownerId: row.ownerId }, now);
}

/** A freeze whose time is over is none. */
function thawedAt(account: Freezable, now: Date): Freezable {
  const isFrozen = account.frozen !== 'none' && (account.until === null || account.until > now);
  return isFrozen
    ? account
    : { ...account, frozen: 'none', reason: null, by: null, since: null, until: null };
}

export type Freeze = Pick<Freezable, 'frozen' | 'reason' | 'by' | 'since' | 'until'>;
export const THAWED: Freeze = { frozen: 'none', reason: null, by: null, since: null, until: null };

/** Writes what is frozen in an account that is locked. */
export async function saveFreeze(
  tx: Tx,
  tenant: Tenant,
  { accountId, freeze }: { accountId: string; freeze: Freeze },
): Promise<void> {
  const { frozen, reason, by, since, until } = freeze;
  await tx.$client.query({
    name: 'freeze-save',
    text: `update accounts set frozen = $3, frozen_reason = $4, frozen_by = $5, frozen_at = $6, frozen_until = $7
           where tenant_id = $1 and id = $2`,
    values: [tenant.id, accountId, frozen, reason, by, since, until],
  });
}

const holds = (frozen: Frozen, side: 'debit' | 'credit') => frozen === side || frozen === 'both';

/** Gives why an account may not be frozen in this way, as it stands: nothing that is frozen is let go by freezing. */
export function refusalOfFreeze(
  account: Pick<Freezable, 'frozen' | 'until'>,
  asked: { what: Exclude<Frozen, 'none'>; until: Date | null },
  now: Date,
): Refusal | undefined {
  if (asked.until && asked.until <= now) return untilIsPast();
  if (account.frozen === 'none') return undefined;
  const narrower =
    (holds(account.frozen, 'debit') && !holds(asked.what, 'debit')) ||
    (holds(account.frozen, 'credit') && !holds(asked.what, 'credit'));
  const shorter = asked.until !== null && (account.until === null || asked.until < account.until);
  return narrower || shorter ? letsGo() : undefined;
}

type Letting = { mine: string; isFraud: boolean };

/** Gives why somebody may not let an account go alone, or undefined: then they froze it themselves, and nobody said fraud. */
export function refusalOfThaw(
  account: Pick<Freezable, 'frozen' | 'by'>,
  { mine, isFraud }: Letting,
): Refusal | undefined {
  if (account.frozen === 'none') return notFrozen();
  if (account.by !== mine || isFraud) return takesTwo();
  return undefined;
}

/** Whether people have said of one of an account's newest movements, out of it or into it, that it was fraud. */
export async function isFraud(tx: Tx, tenant: Tenant, accountId: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ fraud: boolean }>({
    name: 'freeze-fraud',
    text: `select exists (select from (select verdict from fraud_scores
             where tenant_id = $1 and payer_account_id = $2 order by deed_id desc limit 1000) s where s.verdict = 'fraud')
           or exists (select from (select deed_id from transfers
             where tenant_id = $1 and credit_account_id = $2 order by id desc limit 1000) t
             join fraud_scores s on s.tenant_id = $1 and s.deed_id = t.deed_id where s.verdict = 'fraud') as fraud`,
    values: [tenant.id, accountId],
  });
  return rows[0]?.fraud ?? false;
}

export const notFrozen = () =>
  new Refusal('account_not_frozen', 'This account is not frozen, or not any more.', { status: 409 });

export const ownAccount = () =>
  new Refusal('freeze_own_account', 'Nobody freezes or lets go an account of their own. Ask a colleague.', {
    status: 403,
  });

const takesTwo = () =>
  new Refusal(
    'unfreeze_takes_two',
    'Somebody else has frozen this account, or a movement of it was fraud. Propose to let it go, and a colleague decides.',
    { status: 409 },
  );

const letsGo = () =>
  new Refusal(
    'freeze_lets_go',
    'This account is frozen more than that, or for longer. To let some of it go, unfreeze it.',
    { status: 409, field: 'what' },
  );

const untilIsPast = () =>
  new Refusal('freeze_until_past', 'This day is over. Choose a later one, or none.', { field: 'until' });
