import { z } from 'zod';
import type { Tx } from '@/db/client';
import { newId } from '../base/id';
import { isCurrency } from '../base/money';
import { notSignedIn } from '../base/refusal';
import { command } from '../command/command';
import { openAccount, openWallet } from '../person/open-wallet';
import { inCurrency } from '../policy/in-currency';
import type { Tenant } from '../policy/tenant';
import { readHolders, walletOf } from './figures';
import { noWallet } from './why-not';

const TENANTS_OWN = ['fees', 'trust', 'suspense'] as const;

/** Opens a second wallet for somebody who has one, in another currency that the tenant keeps; one that is open stays. */
export const openInCurrency = command({
  name: 'wallet.open',
  proof: 'session',
  perMinute: 10,
  input: z.strictObject({ currency: z.string().refine(isCurrency, 'This currency is not in use here.') }),
  output: z.strictObject({ currency: z.string(), isNew: z.boolean() }),
  async run({ tx, actor, tenant: home, now }, { currency }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const { payer: own } = await readHolders(tx, home, { now, payer: walletOf(personId) });
    if (!own) throw noWallet();
    const tenant = inCurrency(home, currency);
    await openTenantsOwn(tx, tenant, now);
    const opened = { tenantId: tenant.id, personId, currency, now, kind: 'wallet' as const };
    const { accountId, isNew } = await openAccount(tx, opened);
    return {
      output: { currency, isNew },
      evidence: { subject: `account:${accountId}`, change: { currency, isNew } },
    };
  },
  async sample({ tx, tenant, now, actorId }) {
    await openWallet(tx, tenant.id, actorId, tenant.currency, now);
    return { currency: tenant.currency };
  },
});

/** The tenant's accounts of a currency, which the first wallet in it brings. */
async function openTenantsOwn(tx: Tx, { id, currency }: Tenant, now: Date): Promise<void> {
  await tx.$client.query({
    name: 'accounts-of-currency',
    text: `insert into accounts (tenant_id, id, kind, currency, created_at)
      select $1, k.id, k.kind, $2, $3 from unnest($4::uuid[], $5::text[]) k (id, kind) on conflict do nothing`,
    values: [id, currency, now, TENANTS_OWN.map(() => newId(now)), TENANTS_OWN],
  });
}
