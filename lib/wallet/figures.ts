import type { Tx } from '@/db/client';
import type { Tenant } from '../policy/tenant';
import { stands } from '../trust/hold';
import type { Figures, Frozen, MoneyGuard, OwnedKind, Raise, Tier } from './wallet';

/** An account of a person, by what it is and whose. */
export type Owned = { kind: OwnedKind; ownerId: string };

export const walletOf = (ownerId: string): Owned => ({ kind: 'wallet', ownerId });
export const floatOf = (ownerId: string): Owned => ({ kind: 'float', ownerId });

/** An account's figures with what its holder is told about a movement. */
export type Holder = Figures & {
  accountId: string;
  personId: string;
  name: string;
  /** Only an active person can be paid. */
  active: boolean;
  /** Their number, once they have confirmed it. */
  mobile: string | null;
  locale: string | null;
  /** What the account usually does, as the fraud model keeps it; null for one that never moved money. */
  habits: readonly number[] | null;
  /** When its holder's number last moved to another card; null where it never did. */
  swappedAt: Date | null;
};

export type Role = 'payer' | 'payee' | 'aside';

export type FigureRow = {
  role: Role;
  id: string;
  kind: OwnedKind;
  owner_id: string;
  posted: string;
  held: string;
  frozen: Frozen;
  secured: boolean;
  guard_frozen: Date | null;
  guard_capped: Date | null;
  guard_cap: string | null;
  /** Whether it is of the tenant's own currency, in which raises and the ceiling after a swap are written. */
  at_home: boolean;
  out_day: string;
  out_day_minor: string;
  out_month: string;
  out_month_minor: string;
  out_day_cash: number;
  raised: boolean;
  raise_per_transfer: string | null;
  raise_out_per_day: string | null;
  raise_out_per_month: string | null;
  raise_balance: string | null;
  habits: number[] | null;
  swapped_at: Date | null;
  name: string;
  active: boolean;
  mobile: string | null;
  locale: string | null;
  tier: Tier;
};

/**
 * The accounts of a movement and their holders, as two common table expressions: `side` and `figure`.
 * $1 tenant, $2 currency, then kind and owner of payer ($3, $4) and payee ($5, $6), and the owner of a commission ($7).
 * `now` is the parameter of the moment. With a lock the rows come as they are once it is held, and they are locked in the order of their ids.
 */
export const figuresSql = (lock: '' | 'for no key update of a', now: string) => `
  with side as materialized (
    select s.role, a.id, a.kind, a.owner_id, a.posted, a.held, a.out_day, a.out_day_minor, a.out_day_cash, a.out_month, a.out_month_minor, a.habits,
      case when a.frozen_until <= ${now}::timestamptz then 'none' else a.frozen end as frozen
    from (values ('payer', $3::text, $4::uuid), ('payee', $5::text, $6::uuid), ('aside', 'commission', $7::uuid)) s (role, kind, owner)
    join accounts a on a.tenant_id = $1::uuid and a.owner_id = s.owner and a.kind = s.kind and a.currency = $2::text
    order by a.id
    ${lock}
  ), figure as materialized (
    select s.*, u.name, u.locale, u.status = 'active' as active,
      case when u.mobile_verified_at is not null then u.mobile end as mobile,
      case when not exists (select from identity_documents i where i.tenant_id = $1::uuid and i.person_id = s.owner_id
             and i.verified_at is not null) then 0
           when exists (select from totp_factors f where f.tenant_id = $1::uuid and f.person_id = s.owner_id and f.confirmed_at is not null) then 2
           else 1 end as tier,
      exists (select from person_holds h where h.tenant_id = $1::uuid and h.person_id = s.owner_id and h.kind = 'money_out'
        and ${stands('h', now)}) as secured,
      g.money_frozen_until as guard_frozen, g.money_capped_until as guard_capped, g.cap_minor as guard_cap,
      h.at_home, r.person_id is not null as raised, r.per_transfer as raise_per_transfer, r.out_per_day as raise_out_per_day,
      r.out_per_month as raise_out_per_month, r.balance as raise_balance, g.swapped_at
    from side s
    join users u on u.tenant_id = $1::uuid and u.id = s.owner_id
    cross join (select currency = $2::text as at_home from tenants where id = $1::uuid) h
    left join swap_guards g on g.tenant_id = $1::uuid and g.person_id = s.owner_id
    left join limit_raises r on r.tenant_id = $1::uuid and r.person_id = s.owner_id and s.kind = 'wallet' and r.until > ${now}::timestamptz
      and h.at_home
  )`;

const READ = { name: 'wallet-figures', text: `${figuresSql('', '$8')} select * from figure` };

/** The accounts of a movement: whose money goes, whose it becomes, and who earns by it. */
export type Parties = { payer?: Owned; payee?: Owned; aside?: Owned };

/** The first eight parameters of `figuresSql`. */
export const valuesOfParties = (
  { id }: Tenant,
  currency: string,
  { payer, payee, aside }: Parties,
): (string | null)[] => [
  ...[id, currency, payer?.kind ?? null, payer?.ownerId ?? null],
  ...[payee?.kind ?? null, payee?.ownerId ?? null, aside?.ownerId ?? null],
];

/** Reads the accounts of a movement that is only considered, without locking them. */
export async function readHolders(
  tx: Tx,
  tenant: Tenant,
  { now, currency = tenant.currency, ...parties }: Parties & { now: Date; currency?: string },
): Promise<{ payer: Holder | undefined; payee: Holder | undefined }> {
  const { rows } = await tx.$client.query<FigureRow>({
    ...READ,
    values: [...valuesOfParties(tenant, currency, parties), now],
  });
  return { payer: holderOf(rows, 'payer', tenant), payee: holderOf(rows, 'payee', tenant) };
}

/**
 * Gives the holder in one role out of the rows, or undefined where there is no such account. The tenant is as it is for the
 * currency of the rows.
 */
export function holderOf(rows: readonly FigureRow[], role: Role, tenant: Tenant): Holder | undefined {
  const row = rows.find((one) => one.role === role);
  if (!row) return undefined;
  const { kind, frozen, secured, tier, name, active, mobile, locale } = row;
  return {
    ...{ kind, frozen, secured, tier, name, active, mobile, locale },
    guard: guardOf(row, tenant),
    accountId: row.id,
    personId: row.owner_id,
    posted: BigInt(row.posted),
    held: BigInt(row.held),
    outDay: row.out_day,
    outDayMinor: BigInt(row.out_day_minor),
    outMonth: row.out_month,
    outMonthMinor: BigInt(row.out_month_minor),
    outDayCash: row.out_day_cash,
    raise: raiseOf(row),
    habits: row.habits,
    swappedAt: row.swapped_at,
  };
}

/**
 * What a swap holds back, as the row has it: all of it or nothing. Its ceiling is of the tenant's own currency; of another,
 * whose minor units may be worth many times as much, no more leaves at a time than the lowest tier may send.
 */
function guardOf(row: FigureRow, { settings }: Tenant): MoneyGuard | null {
  const { guard_frozen, guard_capped, guard_cap, at_home } = row;
  if (!guard_frozen || !guard_capped || guard_cap === null) return null;
  const lowest = at_home ? null : settings.money.tiers[0].perTransfer;
  const cap = BigInt(guard_cap);
  const capMinor = lowest !== null && BigInt(lowest) < cap ? BigInt(lowest) : cap;
  return { frozenUntil: guard_frozen, cappedUntil: guard_capped, capMinor };
}

const minorOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

function raiseOf(row: FigureRow): Raise | null {
  if (!row.raised) return null;
  return {
    perTransfer: minorOf(row.raise_per_transfer),
    outPerDay: minorOf(row.raise_out_per_day),
    outPerMonth: minorOf(row.raise_out_per_month),
    balance: minorOf(row.raise_balance),
  };
}
