import type { Tx } from '@/db/client';
import { type TenantSettings, tenantSettings } from '../policy/tenant';

export type StoredSettings = {
  settings: TenantSettings;
  /** When the tenant's own administrators last changed them; `none` before the first time. */
  version: string;
  changedAt: Date | null;
  changedBy: string | null;
};

type Row = { operators: object; own: object | null; changedAt: Date | null; changedBy: string | null };

/** A tenant's settings as they stand now, not as a node has kept them for a second. */
export async function readSettings(tx: Tx, tenantId: string): Promise<StoredSettings> {
  const { rows } = await tx.$client.query<Row>({
    name: 'settings-read',
    text: `select t.settings as operators, s.settings as own, s.changed_at as "changedAt",
        (select u.name from users u where u.tenant_id = $1 and u.id = s.changed_by) as "changedBy"
      from tenants t left join tenant_settings s on s.tenant_id = $1 where t.id = $1`,
    values: [tenantId],
  });
  const { operators, own, changedAt = null, changedBy = null } = rows[0] ?? { operators: {}, own: null };
  return {
    settings: tenantSettings.parse({ ...operators, ...own }),
    version: changedAt?.toISOString() ?? 'none',
    changedAt,
    changedBy,
  };
}

type Writing = { version: string; changes: Partial<TenantSettings>; changedBy: string | null };

/**
 * Merges groups of settings into a tenant's own. Gives false where they are no longer of the version that was changed:
 * of two who change at once, one wins.
 */
export async function writeSettings(
  tx: Tx,
  tenantId: string,
  now: Date,
  { version, changes, changedBy }: Writing,
): Promise<boolean> {
  const values = [tenantId, JSON.stringify(changes), now, changedBy];
  const { rowCount } =
    version === 'none'
      ? await tx.$client.query({
          name: 'settings-first',
          text: `insert into tenant_settings (tenant_id, settings, changed_at, changed_by) values ($1, $2, $3, $4)
                 on conflict (tenant_id) do nothing`,
          values,
        })
      : await tx.$client.query({
          name: 'settings-merge',
          text: `update tenant_settings set settings = settings || $2::jsonb, changed_by = $4,
                   changed_at = greatest($3, changed_at + interval '1 millisecond')
                 where tenant_id = $1 and date_trunc('milliseconds', changed_at) = $5`,
          values: [...values, new Date(version)],
        });
  return rowCount === 1;
}
