import { z } from 'zod';
import type { Tx } from '@/db/client';
import { calendarOf } from '../../base/clock';
import { idText } from '../../base/id';
import { maskMsisdn } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import { notFound } from '../../base/refusal';
import { type Deed, query } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { type Holder, type Owned, readHolders } from '../figures';
import { ledgerPage, readLedgerPage } from '../ledger-page';
import { eventsAbout, sideEvents } from '../side';
import { availableOf, limitsOf, type OwnedKind, outOf } from '../wallet';
import { isFraud, ownAccount, refusalOfThaw } from './freeze';
import { sampleAccount } from './freeze-account';

const PAGE = 20;
const MOST_HELD = 50;

const ceiling = z.bigint().nullable();

/** Why money is held in an account: for a dispute, or for a payment that waits. */
const holding = z.strictObject({
  what: z.enum(['dispute', 'pending']),
  id: z.uuid(),
  amount: z.bigint(),
  until: z.date(),
});

const shown = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['wallet', 'float', 'commission']),
  personId: z.uuid(),
  name: z.string(),
  number: z.string().nullable(),
  currency: z.string(),
  available: z.bigint(),
  held: z.bigint(),
  holdings: z.array(holding),
  frozen: z.enum(['none', 'debit', 'credit', 'both']),
  frozenBecause: z.string().nullable(),
  frozenBy: z.string().nullable(),
  frozenAt: z.date().nullable(),
  frozenUntil: z.date().nullable(),
  /** Why whoever looks may not let it go alone; null where they may. */
  mayNotThaw: z.string().nullable(),
  secured: z.boolean(),
  tier: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  limits: z
    .strictObject({
      ...{ perTransfer: ceiling, outPerDay: ceiling, outPerMonth: ceiling, balance: ceiling },
      ...{ outToday: z.bigint(), outThisMonth: z.bigint() },
    })
    .nullable(),
  /** Until when its holder's ceilings are raised; null where they are not. */
  raisedUntil: z.date().nullable(),
  movements: ledgerPage,
  events: sideEvents,
});
export type ShownAccount = z.infer<typeof shown>;

/** An account of somebody on one page: what it holds, what is held and why, what is frozen, its limits and movements. */
export const showAccount = query({
  name: 'account.show',
  proof: 'second-factor',
  input: z.strictObject({ accountId: idText, before: idText.optional() }),
  output: shown,
  evidence: ({ accountId }) => ({ subject: `account:${accountId}` }),
  async run(deed, { accountId, before }) {
    const { tx, tenant, now } = deed;
    const row = await readAccount(tx, tenant, accountId, now);
    const { id, kind, currency, ownerId } = row;
    const owned: Owned = { kind, ownerId };
    const { payer: holder } = await readHolders(tx, tenant, { payer: owned, currency, now });
    if (!holder) throw notFound();
    const priced: Tenant = { ...tenant, currency };
    return {
      ...{ id, kind, currency, personId: ownerId, name: holder.name },
      number: holder.mobile && maskMsisdn(holder.mobile as Msisdn),
      ...{ available: availableOf(holder), held: holder.held, holdings: await holdingsOf(deed, row) },
      ...{ frozen: holder.frozen, secured: holder.secured, tier: holder.tier },
      ...freezeOf(row, holder),
      mayNotThaw: await mayNotThaw(deed, row, holder),
      limits: limitsFor(deed, holder),
      raisedUntil: row.raisedUntil,
      movements: await readLedgerPage(tx, priced, owned, { before, limit: PAGE }),
      // The newest first. Who has looked at it is in the log too, and would fill the page.
      events: (await eventsAbout(deed, { [`account:${id}`]: FREEZES })).reverse(),
    };
  },
  sample: async (ground) => ({ accountId: await sampleAccount(ground) }),
});

type Row = {
  id: string;
  kind: OwnedKind;
  ownerId: string;
  currency: string;
  because: string | null;
  by: string | null;
  byName: string | null;
  at: Date | null;
  until: Date | null;
  raisedUntil: Date | null;
};

async function readAccount(tx: Tx, tenant: Tenant, accountId: string, now: Date): Promise<Row> {
  const { rows } = await tx.$client.query<Row>({
    name: 'account-show',
    text: `select a.id, a.kind, a.owner_id as "ownerId", a.currency, a.frozen_reason as because, a.frozen_by as by, a.frozen_at as at,
        a.frozen_until as until, (select u.name from users u where u.tenant_id = $1 and u.id = a.frozen_by) as "byName",
        (select r.until from limit_raises r where r.tenant_id = $1 and r.person_id = a.owner_id and a.kind = 'wallet'
          and r.until > $3) as "raisedUntil"
      from accounts a where a.tenant_id = $1 and a.id = $2 and a.owner_id is not null`,
    values: [tenant.id, accountId, now],
  });
  const [row] = rows;
  if (!row) throw notFound();
  return row;
}

const freezeOf = ({ because, byName, at, until }: Row, { frozen }: Holder) =>
  frozen === 'none'
    ? { frozenBecause: null, frozenBy: null, frozenAt: null, frozenUntil: null }
    : { frozenBecause: because, frozenBy: byName, frozenAt: at, frozenUntil: until };

/** Why whoever looks may not let it go at once; the deed asks again. */
async function mayNotThaw({ tx, tenant, actor }: Deed, row: Row, { frozen }: Holder): Promise<string | null> {
  const mine = personIdOf(actor);
  if (mine === row.ownerId) return ownAccount().code;
  const letting = { mine: mine ?? '', isFraud: await isFraud(tx, tenant, row.id) };
  return refusalOfThaw({ frozen, by: row.by }, letting)?.code ?? null;
}

function limitsFor({ tenant, now }: Deed, holder: Holder): ShownAccount['limits'] {
  const limits = limitsOf(holder, tenant.settings.money);
  if (!limits) return null;
  const out = outOf(holder, calendarOf(now, tenant.timeZone));
  const most = (name: 'perTransfer' | 'outPerDay' | 'outPerMonth' | 'balance') =>
    limits[name] === null ? null : BigInt(limits[name]);
  return {
    ...{ perTransfer: most('perTransfer'), outPerDay: most('outPerDay') },
    ...{ outPerMonth: most('outPerMonth'), balance: most('balance') },
    ...{ outToday: out.today, outThisMonth: out.thisMonth },
  };
}

type Held = { what: 'dispute' | 'pending'; id: string; amount: string; until: Date };

async function holdingsOf({ tx, tenant }: Deed, { id, kind, ownerId, currency }: Row) {
  const { rows } = await tx.$client.query<Held>({
    name: 'account-holdings',
    text: `(select 'dispute' as what, id, held as amount, deadline_at as until from money_disputes
        where tenant_id = $1 and state = 'open' and account_id = $2 and held > 0 order by id limit $6)
      union all
      (select 'pending', id, amount + fee, expires_at from pending_transfers
        where tenant_id = $1 and $4 = 'wallet' and payer_id = $3 and currency = $5
          and state in ('created', 'pending_customer', 'pending_approval') order by id desc limit $6)`,
    values: [tenant.id, id, ownerId, kind, currency, MOST_HELD],
  });
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

const FREEZES = ['account.freeze', 'account.unfreeze'] as const;
