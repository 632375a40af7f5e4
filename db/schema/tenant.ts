import { sql } from 'drizzle-orm';
import { check, foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, id, tenantId } from './columns';

/** The installation's list of tenants: a reference table, no tenant's own. */
export const tenants = pgTable(
  'tenants',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull().unique('tenant_slug_is_used_once'),
    host: text('host').unique('tenant_host_is_used_once'),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['telecom', 'organisation'] }).notNull(),
    country: text('country').notNull(),
    currency: text('currency').notNull(),
    timeZone: text('time_zone').notNull(),
    locale: text('locale').notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: at('created_at').notNull(),
  },
  (t) => [check('tenant_slug_is_a_host_label', sql`${t.slug} ~ '^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$'`)],
);

/** An organisation unit, a shop or a household; `path` is `/<id>/<id>/`, so that a branch is one range. */
export const units = pgTable(
  'units',
  {
    tenantId: tenantId(),
    id: id(),
    parentId: uuid('parent_id'),
    kind: text('kind', { enum: ['organisation', 'shop', 'household'] }).notNull(),
    name: text('name').notNull(),
    path: text('path').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'units_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'unit_has_a_parent',
      columns: [t.tenantId, t.parentId],
      foreignColumns: [t.tenantId, t.id],
    }),
    foreignKey({ name: 'unit_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    index('units_by_path').on(t.tenantId, sql`${t.path} collate "C"`),
    index('units_by_kind').on(t.tenantId, t.kind, t.name, t.id),
  ],
);

/**
 * What a tenant's own administrators have set, over what the operator set when the tenant was made. A tenant's own
 * table: the app's role may write here and not in the list of tenants.
 */
export const tenantSettingRows = pgTable(
  'tenant_settings',
  {
    tenantId: tenantId(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    changedAt: at('changed_at').notNull(),
    changedBy: uuid('changed_by'),
  },
  (t) => [
    primaryKey({ name: 'tenant_settings_pk', columns: [t.tenantId] }),
    foreignKey({ name: 'settings_have_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);
