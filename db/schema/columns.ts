import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
export const inet = customType<{ data: string; driverData: string }>({ dataType: () => 'inet' });

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
export const id = () => uuid('id').notNull();
/** Leads every key of a tenant's table, so that the schema distributes by it. */
export const tenantId = () => uuid('tenant_id').notNull();
