import type { Command, Query } from './command/command';
import type { Permission } from './policy/permissions';
import { createTenant } from './tenant/create-tenant';

/** Everything that can be done. The permission matrix, the audit catalogue and the generated tests come from here. */
export const COMMANDS = [createTenant] as unknown as readonly Command[];

/** Everything that can be seen. */
export const QUERIES = [] as unknown as readonly Query[];

export const QUERY_NAMES: ReadonlySet<Permission> = new Set(QUERIES.map((query) => query.name));
