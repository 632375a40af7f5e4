import { asc } from 'drizzle-orm';
import { z } from 'zod';
import { tenants } from '@/db/schema/tenant';
import { query } from '../command/command';

/** Gives every tenant of the installation. The operator's alone: no tenant may learn who the others are. */
export const listTenants = query({
  name: 'tenant.list',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.array(
    z.strictObject({
      id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      kind: z.enum(['telecom', 'organisation']),
      country: z.string(),
      currency: z.string(),
      createdAt: z.date(),
    }),
  ),
  run: ({ tx }) =>
    tx
      .select({
        id: tenants.id,
        slug: tenants.slug,
        name: tenants.name,
        kind: tenants.kind,
        country: tenants.country,
        currency: tenants.currency,
        createdAt: tenants.createdAt,
      })
      .from(tenants)
      .orderBy(asc(tenants.slug)),
  sample: async () => ({}),
});
