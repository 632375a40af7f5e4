import type { Tx } from '@/db/client';
import type { OPERATIONS } from '@/db/schema/wallet';
import { newId } from '../base/id';
import type { Tenant } from '../policy/tenant';
import {
  type FigureRow,
  figuresSql,
  type Holder,
  holderOf,
  type Parties,
  type Role,
  valuesOfParties,
} from './figures';
import { type Scored, scoreSql, scoreText } from './fraud/scored';
import { type Calendar, outOf } from './wallet';

// Money is moved in two statements of one transaction. `lockParties` locks the accounts of people in the order of their ids
// and gives what they hold; rules decide on that, in the process; `book` writes balances, counters and the ledger together.
// READ COMMITTED: the rows that come back are those that the locks were got on, and nobody changes them before the commit.
// The tenant's own accounts are neither locked nor counted: they are no hot rows.

export type Operation = (typeof OPERATIONS)[number];
type OwnKind = 'fees' | 'trust' | 'suspense';
export type Place = Role | OwnKind;

/** The accounts of a movement under their locks, with the tenant's own by their ids. */
export type Locked = Partial<Record<Role, Holder>> & {
  own: Partial<Record<OwnKind, string>>;
  firstPayee: boolean;
};

const lockText = (lock: '' | 'for no key update of a') => `${figuresSql(lock, '$8')}
  select f.*, o.own, case when f.role = 'payer' then not exists (select from transfers p, side y where y.role = 'payee'
      and p.tenant_id = $1::uuid and p.debit_account_id = f.id and p.credit_account_id = y.id and p.first_payee) end as first_payee
  from (select jsonb_object_agg(kind, id) as own from accounts
    where tenant_id = $1::uuid and currency = $2::text and owner_id is null) o left join figure f on true`;

const LOCK = { name: 'ledger-lock', text: lockText('for no key update of a') };

type LockedRow = FigureRow & { own: Partial<Record<OwnKind, string>> | null; first_payee: boolean | null };

type Asked = { currency: string; parties: Parties; now: Date };

/** Locks the accounts of a movement in id order and gives what they hold. An account that does not exist is absent. */
export async function lockParties(
  tx: Tx,
  tenant: Tenant,
  { currency, parties, now }: Asked,
): Promise<Locked> {
  const { rows } = await tx.$client.query<LockedRow>({
    ...LOCK,
    values: [...valuesOfParties(tenant, currency, parties), now],
  });
  return {
    payer: holderOf(rows, 'payer', tenant),
    payee: holderOf(rows, 'payee', tenant),
    aside: holderOf(rows, 'aside', tenant),
    own: rows[0]?.own ?? {},
    firstPayee: rows.find(({ role }) => role === 'payer')?.first_payee ?? false,
  };
}

/** One line of the ledger: an amount from one place to another. */
export type Line = { operation: Operation; from: Place; to: Place; amount: bigint };

/** What is written beside the lines: what is held back or let go in the payer's account, and what counts for limits. */
export type Booking = {
  deedId: string;
  currency: string;
  lines: readonly Line[];
  /** Minor units that are held back (above zero) or no longer held back (below) in somebody's account. */
  held?: { role: Role; by: bigint };
  /** What counts as gone out of the payer's account: below zero where it is given back. */
  counted?: { amount: bigint; cashOuts: number; calendar: Calendar };
  /** What is remembered of each account afterwards; what is not said stays as it was. */
  habits?: Partial<Record<Role, readonly number[]>>;
  /** What was made of the deed before, where anything was. */
  scored?: Scored;
  reverses?: string;
};

/** Who moves it, when, and from where. */
export type Maker = {
  personId: string | null;
  now: Date;
  ip: string | null;
  deviceId: string | null;
  risk: number;
};

const BOOK = {
  name: 'ledger-book',
  text: `
  with booked as (
    update accounts a set posted = a.posted + g.posted, held = a.held + g.held,
      out_day = coalesce(g.out_day, a.out_day), out_day_minor = coalesce(g.out_day_minor, a.out_day_minor),
      out_day_cash = coalesce(g.out_day_cash, a.out_day_cash),
      out_month = coalesce(g.out_month, a.out_month), out_month_minor = coalesce(g.out_month_minor, a.out_month_minor),
      habits = coalesce(g.habits::double precision[], a.habits)
    from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[], $7::int[], $8::text[], $9::bigint[], $10::text[])
      g (id, posted, held, out_day, out_day_minor, out_day_cash, out_month, out_month_minor, habits)
    where a.tenant_id = $1::uuid and a.id = g.id
    returning a.id
  ), entered as (
    insert into transfers (tenant_id, id, deed_id, operation, debit_account_id, credit_account_id, amount, currency,
      debit_posted_after, credit_posted_after, made_by, at, ip, device_id, risk, flagged, first_payee, reverses)
    select $1::uuid, l.id, $11::uuid, l.operation, l.debit, l.credit, l.amount, $12::text, l.debit_after, l.credit_after,
      $13::uuid, $14::timestamptz, $15::inet, $16::uuid, $17::int, $18::boolean, $19::boolean and l.operation = 'transfer', $20::uuid
    from unnest($21::uuid[], $22::text[], $23::uuid[], $24::uuid[], $25::bigint[], $26::bigint[], $27::bigint[])
      l (id, operation, debit, credit, amount, debit_after, credit_after)
    returning id
  ), scored as (${scoreSql('$28')} returning deed_id)
  select (select count(*)::int from booked) as accounts, (select count(*)::int from entered) as entries`,
};

export type Settled = Holder & { postedAfter: bigint };
export type Booked = Partial<Record<Role, Settled>>;

/**
 * Writes a movement on accounts that are locked: balances, what is held back, counters and the lines of the ledger, with
 * both balances after each line. Gives the parties with what they hold afterwards. What no rule has looked at the database
 * still refuses: an amount that is not above zero, an account below it, a deed that was posted before.
 */
export async function book(
  tx: Tx,
  tenant: Tenant,
  { locked, booking, maker }: { locked: Locked; booking: Booking; maker: Maker },
): Promise<Booked> {
  const posted = new Map<Role, bigint>();
  for (const role of ROLES) if (locked[role]) posted.set(role, locked[role].posted);
  const idOf = (place: Place) => (isRole(place) ? locked[place]?.accountId : locked.own[place]);
  const move = (place: Place, by: bigint): bigint | null => {
    if (!isRole(place)) return null;
    const stands = (posted.get(place) ?? 0n) + by;
    posted.set(place, stands);
    return stands;
  };
  const lines = booking.lines
    .filter(({ amount }) => amount !== 0n)
    .map((line) => ({
      ...{ id: newId(maker.now), ...line, debit: idOf(line.from), credit: idOf(line.to) },
      ...{ debitAfter: move(line.from, -line.amount), creditAfter: move(line.to, line.amount) },
    }));
  const missing = lines.find(({ debit, credit }) => !debit || !credit);
  if (missing)
    throw new Error(`No account for ${missing.from} or ${missing.to}: has the tenant its accounts?`);
  const touched = ROLES.filter((role) => locked[role]).map((role) =>
    changeOf(role, { locked, booking, posted }),
  );
  const { rows } = await tx.$client.query<{ accounts: number; entries: number }>({
    ...BOOK,
    values: [
      ...[tenant.id, ...columnsOf(touched, CHANGED)],
      ...[booking.deedId, booking.currency, maker.personId, maker.now, maker.ip, maker.deviceId, maker.risk],
      ...[booking.scored?.flagged ?? false, locked.firstPayee, booking.reverses ?? null],
      // Ids sort in the order of the lines, so that a page of the ledger reads as the balances join.
      lines.map(({ id }) => id).sort(),
      ...columnsOf(lines, ['operation', 'debit', 'credit', 'amount', 'debitAfter', 'creditAfter']),
      booking.scored ? scoreText(booking.scored) : null,
    ],
  });
  const [row] = rows;
  if (row?.accounts !== touched.length || row.entries !== lines.length)
    throw new Error(
      `${row?.accounts} of ${touched.length} accounts and ${row?.entries} of ${lines.length} lines were written`,
    );
  const settled: Booked = {};
  for (const role of ROLES) {
    const holder = locked[role];
    if (holder)
      settled[role] = {
        ...holder,
        held: holder.held + heldBy(role, booking),
        postedAfter: posted.get(role) ?? 0n,
      };
  }
  return settled;
}

const ROLES = ['payer', 'payee', 'aside'] as const;
const isRole = (place: Place): place is Role => ROLES.some((role) => role === place);
const heldBy = (role: Role, { held }: Booking): bigint => (held?.role === role ? held.by : 0n);

const CHANGED = [
  ...(['id', 'posted', 'held', 'outDay', 'outDayMinor', 'outDayCash', 'outMonth', 'outMonthMinor'] as const),
  'habits',
] as const;

type Changing = { locked: Locked; booking: Booking; posted: ReadonlyMap<Role, bigint> };

function changeOf(role: Role, { locked, booking, posted }: Changing) {
  const holder = locked[role] as Holder;
  const change = {
    ...{
      id: holder.accountId,
      posted: (posted.get(role) ?? 0n) - holder.posted,
      held: heldBy(role, booking),
      habits: arrayText(booking.habits?.[role]),
    },
    ...{ outDay: null, outDayMinor: null, outDayCash: null, outMonth: null, outMonthMinor: null },
  };
  return role === 'payer' && booking.counted ? { ...change, ...countedIn(holder, booking.counted) } : change;
}

/** The windows after an amount was counted in them, or given back: what is over is begun anew, or stays as it was. */
function countedIn(holder: Holder, { amount, cashOuts, calendar }: NonNullable<Booking['counted']>) {
  const out = outOf(holder, calendar);
  const isBack = amount < 0n;
  const day = isBack && holder.outDay !== calendar.day ? undefined : calendar.day;
  const month = isBack && holder.outMonth !== calendar.month ? undefined : calendar.month;
  const atLeastZero = (minor: bigint) => (minor < 0n ? 0n : minor);
  return {
    outDay: day === undefined ? null : later(holder.outDay, day),
    outDayMinor: day === undefined ? null : atLeastZero(out.today + amount),
    outDayCash: day === undefined ? null : Math.max(0, out.cashOuts + cashOuts),
    outMonth: month === undefined ? null : later(holder.outMonth, month),
    outMonthMinor: month === undefined ? null : atLeastZero(out.thisMonth + amount),
  };
}

/** Numbers as PostgreSQL reads an array of them: an array of arrays would come apart in `unnest`. */
const arrayText = (numbers: readonly number[] | undefined): string | null =>
  numbers ? `{${numbers.join(',')}}` : null;

const later = (one: string, other: string): string => (one > other ? one : other);

/** The values of rows, column by column, as `unnest` takes them. */
function columnsOf<Row>(rows: readonly Row[], names: readonly (keyof Row)[]): unknown[][] {
  return names.map((name) => rows.map((row) => row[name]));
}
