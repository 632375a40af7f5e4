import { z } from 'zod';
import type { Tx } from '@/db/client';
import { calendarOf } from '../base/clock';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { openWallet } from '../person/open-wallet';
import { currenciesOf } from '../policy/in-currency';
import type { Tenant } from '../policy/tenant';
import { readHolders, walletOf } from './figures';
import { availableOf, limitsOf, type MoneyGuard, outOf } from './wallet';
import { noWallet } from './why-not';

const ceiling = z.bigint().nullable();

const output = z.strictObject({
  currency: z.string(),
  available: z.bigint(),
  held: z.bigint(),
  frozen: z.enum(['none', 'debit', 'credit', 'both']),
  /** Whether its holder has secured their account, so that no money leaves it. */
  secured: z.boolean(),
  /** What is held back since its holder's number moved to another card; null where that is over, or never was. */
  guard: z.strictObject({ frozenUntil: z.date(), cappedUntil: z.date(), cap: z.bigint() }).nullable(),
  /** What each wallet of theirs holds, by its currency; the tenant's own first. */
  balances: z.array(z.strictObject({ currency: z.string(), available: z.bigint(), held: z.bigint() })),
  /** The currencies that they may open another wallet in. */
  mayOpen: z.array(z.string()),
  /** The number that money reaches this wallet by, once it is confirmed. */
  number: z.string().nullable(),
  tier: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  limits: z.strictObject({
    perTransfer: ceiling,
    outPerDay: ceiling,
    outPerMonth: ceiling,
    balance: ceiling,
    leftToday: ceiling,
    leftThisMonth: ceiling,
  }),
  /** Until when two members of staff have raised its ceilings; null where they have not. */
  raisedUntil: z.date().nullable(),
});

/** Shows a person their own wallet: what may be spent, and what its tier still allows today and this month. */
export const showWallet = query({
  name: 'wallet.show',
  proof: 'session',
  input: z.strictObject({}),
  output,
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { payer: own } = await readHolders(tx, tenant, { now, payer: walletOf(actor.principal.id) });
    if (!own) throw noWallet();
    const balances = await readBalances(tx, tenant, own.personId);
    const limits = limitsOf(own, tenant.settings.money);
    const out = outOf(own, calendarOf(now, tenant.timeZone));
    return {
      currency: tenant.currency,
      available: availableOf(own),
      held: own.held,
      frozen: own.frozen,
      secured: own.secured,
      guard: standingOf(own.guard, now),
      balances,
      mayOpen: currenciesOf(tenant).filter((code) => !balances.some(({ currency }) => currency === code)),
      number: own.mobile,
      tier: own.tier,
      limits: {
        perTransfer: ceilingOf(limits?.perTransfer),
        outPerDay: ceilingOf(limits?.outPerDay),
        outPerMonth: ceilingOf(limits?.outPerMonth),
        balance: ceilingOf(limits?.balance),
        leftToday: leftOf(limits?.outPerDay, out.today),
        leftThisMonth: leftOf(limits?.outPerMonth, out.thisMonth),
      },
      raisedUntil: own.raise ? await raisedUntil(tx, tenant.id, own.personId) : null,
    };
  },
  async sample({ tx, tenant, now, actorId }) {
    await openWallet(tx, tenant.id, actorId, tenant.currency, now);
    return {};
  },
});

async function raisedUntil(tx: Tx, tenantId: string, personId: string): Promise<Date | null> {
  const { rows } = await tx.$client.query<{ until: Date }>({
    name: 'wallet-raised-until',
    text: 'select until from limit_raises where tenant_id = $1 and person_id = $2',
    values: [tenantId, personId],
  });
  return rows[0]?.until ?? null;
}

async function readBalances(tx: Tx, tenant: Tenant, personId: string) {
  const { rows } = await tx.$client.query<{ currency: string; available: string; held: string }>({
    name: 'wallet-balances',
    text: `select currency, posted - held as available, held from accounts
      where tenant_id = $1 and owner_id = $2 and kind = 'wallet' order by currency <> $3, currency`,
    values: [tenant.id, personId, tenant.currency],
  });
  return rows.map(({ currency, available, held }) => ({
    ...{ currency, available: BigInt(available), held: BigInt(held) },
  }));
}

/** A guard that is over is none. */
function standingOf(guard: MoneyGuard | null, now: Date) {
  if (!guard || guard.cappedUntil <= now) return null;
  const { frozenUntil, cappedUntil, capMinor } = guard;
  return { frozenUntil, cappedUntil, cap: capMinor };
}

const ceilingOf = (limit: number | null | undefined): bigint | null =>
  typeof limit === 'number' ? BigInt(limit) : null;

function leftOf(limit: number | null | undefined, gone: bigint): bigint | null {
  const ceilingMinor = ceilingOf(limit);
  if (ceilingMinor === null) return null;
  return ceilingMinor > gone ? ceilingMinor - gone : 0n;
}
