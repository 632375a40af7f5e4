import { z } from 'zod';
import { roles } from '@/db/schema/person';
import { tenants } from '@/db/schema/tenant';
import { accounts } from '@/db/schema/wallet';
import { hashPassword } from '../auth/password';
import { storePassword } from '../auth/store-password';
import { newId } from '../base/id';
import { command } from '../command/command';
import { insertPerson } from '../person/new-person';
import { BUILT_IN_ROLES } from '../policy/roles';
import { givenSettings } from '../policy/tenant';

const input = z.strictObject({
  slug: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/, 'A short name has small letters, digits and hyphens.'),
  name: z.string().trim().min(1).max(120),
  kind: z.enum(['telecom', 'organisation']),
  country: z.string().regex(/^[A-Z]{2}$/, 'A country is two capital letters, for example RW.'),
  currency: z.enum(['RWF', 'KES', 'UGX', 'USD']),
  timeZone: z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
      'Name a zone as Africa/Kigali.',
    ),
  locale: z.enum(['en', 'fr']),
  settings: givenSettings.default({}),
  ownerName: z.string().trim().min(1).max(120),
  ownerEmail: z.email().toLowerCase(),
  ownerPassword: z.string().min(15).max(256),
});

/** Makes a tenant with its built-in roles, its own accounts and its first owner. The operator's alone. */
export const createTenant = command({
  name: 'tenant.create',
  proof: 'second-factor',
  input,
  output: z.strictObject({ tenantId: z.uuid(), ownerId: z.uuid() }),
  async run({ tx, tenant, now }, { ownerName, ownerEmail, ownerPassword, ...fields }) {
    const tenantId = tenant.id;
    await tx.insert(tenants).values({ id: tenantId, createdAt: now, ...fields });
    await tx.insert(roles).values(
      BUILT_IN_ROLES.map((key) => ({
        tenantId,
        id: newId(now),
        key,
        name: key,
        access: key === 'viewer' ? ('read' as const) : ('write' as const),
        permissions: [],
        builtIn: true,
        createdAt: now,
      })),
    );
    await tx.insert(accounts).values(
      (['trust', 'fees', 'suspense'] as const).map((kind) => ({
        tenantId,
        id: newId(now),
        kind,
        currency: fields.currency,
        createdAt: now,
      })),
    );
    const ownerId = await insertPerson(tx, tenantId, now, {
      name: ownerName,
      email: ownerEmail,
      emailVerifiedAt: now,
      status: 'active',
      roles: ['owner'],
    });
    await storePassword(tx, tenantId, ownerId, await hashPassword(ownerPassword), now);
    return {
      output: { tenantId, ownerId },
      evidence: {
        subject: `tenant:${tenantId}`,
        severity: 'notice',
        change: { slug: fields.slug, name: fields.name, owner: ownerId },
      },
    };
  },
  async sample({ now }) {
    return {
      slug: `t-${newId(now).slice(-12)}`,
      name: 'A new tenant',
      kind: 'telecom',
      country: 'RW',
      currency: 'RWF',
      timeZone: 'Africa/Kigali',
      locale: 'en',
      ownerName: 'A first owner',
      ownerEmail: 'owner@example.com',
      ownerPassword: 'a password of a good length',
    };
  },
});
