import { userInfo } from 'node:os';
import { clock } from '../../lib/base/clock';
import { newId } from '../../lib/base/id';
import { Refusal } from '../../lib/base/refusal';
import { InvalidInput } from '../../lib/command/parse';
import type { System } from '../../lib/policy/actor';
import { type Tenant, tenantSettings } from '../../lib/policy/tenant';
import { findTenantBySlug } from '../../lib/tenant/find-tenant';

/** Where the command line writes; a test listens in. */
export type Output = { out(text: string): void; err(text: string): void };

export type Row = Record<string, unknown>;

/** Gives the operator as an actor in a tenant. The audit log shows which account of the machine it was. */
export function operatorIn(tenant: Tenant): System {
  const at = clock.now();
  const userAgent = `ngao command line, ${userInfo().username}`;
  return {
    kind: 'system',
    tenant,
    name: 'operator',
    request: { at, id: newId(at), ip: null, userAgent, deviceId: null },
  };
}

/** Gives the operator in the tenant of a short name. Refuses one that does not exist. */
export async function operatorOf(slug: string): Promise<System> {
  const tenant = await findTenantBySlug(slug);
  if (!tenant) {
    throw new Refusal(
      'tenant_unknown',
      'There is no tenant "{slug}". "ngao tenant list" shows those there are.',
      {
        status: 404,
        values: { slug },
      },
    );
  }
  return operatorIn(tenant);
}

/** A tenant that is not in the database: the one to be made, or none at all for what concerns the installation. */
export function unwrittenTenant(id: string, over: Partial<Tenant> = {}): Tenant {
  return {
    id,
    slug: '',
    name: '',
    kind: 'organisation',
    country: 'RW',
    currency: 'RWF',
    timeZone: 'UTC',
    locale: 'en',
    settings: tenantSettings.parse({}),
    ...over,
  };
}

/** Writes rows as JSON, or as a table under their keys. */
export function show(output: Output, rows: readonly Row[], asJson: boolean, whenEmpty: string): void {
  if (asJson) showJson(output, rows);
  else if (rows.length === 0) output.out(whenEmpty);
  else for (const line of table(rows)) output.out(line);
}

function table(rows: readonly Row[]): string[] {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => plain(row[column])))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

export function showJson({ out }: Pick<Output, 'out'>, value: unknown): void {
  out(JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? inner.toString() : inner), 2));
}

/** Writes why the answer was no: one sentence, and one line for each field that cannot be used. */
export function showRefusal({ err }: Output, refusal: Refusal, asJson: boolean): void {
  const fields = refusal instanceof InvalidInput ? refusal.fieldErrors : {};
  const lines = Object.entries(fields).map(([field, problems]) => `  ${field}: ${problems.join(' ')}`);
  if (asJson) err(JSON.stringify({ refused: refusal.code, message: refusal.message, fields }));
  else for (const line of [refusal.message, ...lines]) err(line);
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  return Array.isArray(value) ? value.join(', ') : String(value);
}
