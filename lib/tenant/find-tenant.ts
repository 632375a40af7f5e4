import { inTenantReadOnly, pool } from '@/db/client';
import { env } from '../base/env';
import { once } from '../base/once';
import { type Tenant, tenantSettings } from '../policy/tenant';

const KEPT_MS = 1_000;
const COLUMNS = 'id, slug, name, kind, country, currency, time_zone, locale, settings';

type Row = Omit<Tenant, 'timeZone' | 'settings'> & { time_zone: string; settings: unknown };

/** Gives the tenant of a short name, or undefined. */
export const findTenantBySlug = (slug: string): Promise<Tenant | undefined> => find('slug', slug);

/** Gives the tenant of an id, or undefined: for work that goes on after its request. */
export const findTenantById = (id: string): Promise<Tenant | undefined> => find('id', id);

/**
 * Gives the tenant that answers on a host (`mtn-rw.example.com`, its own host name, or the bare base domain for the
 * default tenant), or undefined: then nothing is served there.
 */
export async function findTenantByHost(host: string): Promise<Tenant | undefined> {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  const base = new URL(env().BASE_URL).hostname.toLowerCase();
  if (name === base) return env().DEFAULT_TENANT ? find('slug', env().DEFAULT_TENANT ?? '') : undefined;
  if (name.endsWith(`.${base}`)) return find('slug', name.slice(0, -base.length - 1));
  return find('host', name);
}

type Kept = { tenant: Tenant | undefined; until: number };

async function find(column: 'id' | 'slug' | 'host', value: string): Promise<Tenant | undefined> {
  const kept = once('tenants', () => new Map<string, Kept>());
  const key = `${column}:${value}`;
  const known = kept.get(key);
  if (known && known.until > Date.now()) return known.tenant;
  const { rows } = await pool().query<Row>({
    name: `tenant-by-${column}`,
    text: `select ${COLUMNS} from tenants where ${column} = $1`,
    values: [value],
  });
  const tenant = rows[0] && toTenant(rows[0], await ownSettings(rows[0].id));
  if (kept.size > 10_000) kept.clear();
  kept.set(key, { tenant, until: Date.now() + KEPT_MS });
  return tenant;
}

/** What the tenant's own administrators have set. It stands over what the operator set, group by group. */
async function ownSettings(tenantId: string): Promise<object> {
  return inTenantReadOnly(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<{ settings: object }>({
      name: 'tenant-own-settings',
      text: 'select settings from tenant_settings where tenant_id = $1',
      values: [tenantId],
    });
    return rows[0]?.settings ?? {};
  });
}

export function toTenant({ time_zone, settings, ...row }: Row, own: object = {}): Tenant {
  return { ...row, timeZone: time_zone, settings: tenantSettings.parse({ ...Object(settings), ...own }) };
}
