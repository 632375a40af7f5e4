import type { Tx } from '@/db/client';
import type { Bands } from '../../policy/money-settings';
import type { Tenant } from '../../policy/tenant';
import { readSettings, writeSettings } from '../../tenant/stored-settings';
import { changedMeanwhile } from '../../tenant/update-sign-in';
import { type PriceKind, pricesChanged } from './price-table';

type PriceVersion = {
  kind: PriceKind;
  version: number;
  bands: Bands;
  validFrom: Date;
  madeBy: string | null;
  approvedBy: string | null;
};

/** The versions of a table, the newest first; none where its first prices are still valid. */
export async function readVersions(
  tx: Tx,
  tenant: Tenant,
  { kind, limit }: { kind: PriceKind; limit: number },
): Promise<PriceVersion[]> {
  const { rows } = await tx.$client.query<PriceVersion>({
    name: 'price-versions',
    text: `select v.kind, v.version, v.bands, v.valid_from as "validFrom",
        (select u.name from users u where u.tenant_id = $1 and u.id = v.made_by) as "madeBy",
        (select u.name from users u where u.tenant_id = $1 and u.id = v.approved_by) as "approvedBy"
      from price_versions v where v.tenant_id = $1 and v.kind = $2 order by v.version desc limit $3`,
    values: [tenant.id, kind, limit],
  });
  return rows;
}

/** The number of the table that is valid now: 1 where nothing was ever changed. */
export async function versionOf(tx: Tx, tenant: Tenant, kind: PriceKind): Promise<number> {
  const [newest] = await readVersions(tx, tenant, { kind, limit: 1 });
  return newest?.version ?? 1;
}

type Change = {
  kind: PriceKind;
  bands: Bands;
  /** The number of the table that the change was made from. */
  basis: number;
  now: Date;
  proposalId: string;
  madeBy: string;
  approvedBy: string;
};

/**
 * Makes a table of prices valid: in the settings, where every quote reads it, and among the versions, in one transaction.
 * The first change writes down what was valid before it too. Refuses where the table is no longer the one it was made from.
 */
export async function changePrices(tx: Tx, tenant: Tenant, change: Change): Promise<number> {
  const { kind, bands, basis, now, approvedBy } = change;
  const { settings, version } = await readSettings(tx, tenant.id);
  if ((await versionOf(tx, tenant, kind)) !== basis) throw pricesChanged();
  const changes = { money: { ...settings.money, [kind]: bands } };
  const isWritten = await writeSettings(tx, tenant.id, now, { version, changes, changedBy: approvedBy });
  if (!isWritten) throw changedMeanwhile();
  if (basis === 1) await insertFirst(tx, tenant, { kind, bands: settings.money[kind] });
  const { proposalId, madeBy } = change;
  await insertVersion(tx, tenant, {
    ...{ kind, version: basis + 1, bands, validFrom: now, proposalId, madeBy, approvedBy },
  });
  return basis + 1;
}

async function insertFirst(tx: Tx, tenant: Tenant, first: { kind: PriceKind; bands: Bands }): Promise<void> {
  await tx.$client.query({
    name: 'price-version-first',
    text: `insert into price_versions (tenant_id, kind, version, bands, valid_from)
           select $1, $2, 1, $3::jsonb, t.created_at from tenants t where t.id = $1 on conflict do nothing`,
    values: [tenant.id, first.kind, JSON.stringify(first.bands)],
  });
}

type NewVersion = Omit<PriceVersion, 'madeBy' | 'approvedBy'> & {
  proposalId: string;
  madeBy: string;
  approvedBy: string;
};

async function insertVersion(tx: Tx, tenant: Tenant, one: NewVersion): Promise<void> {
  const { kind, version, bands, validFrom, proposalId, madeBy, approvedBy } = one;
  await tx.$client.query({
    name: 'price-version-next',
    text: `insert into price_versions (tenant_id, kind, version, bands, valid_from, proposal_id, made_by, approved_by)
           values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8)`,
    values: [tenant.id, kind, version, JSON.stringify(bands), validFrom, proposalId, madeBy, approvedBy],
  });
}
