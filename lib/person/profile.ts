import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { units } from '@/db/schema/tenant';
import { oneLine } from '../base/plain-text';
import { notFound, notSignedIn } from '../base/refusal';
import { command, query } from '../command/command';
import { rolesHeld } from './held-roles';
import { writeWords } from './new-person';

export const LOCALES = ['en', 'fr'] as const;

/** What a signed-in person sees of themselves. */
export const showProfile = query({
  name: 'person.profile',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    name: z.string(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    mobile: z.string().nullable(),
    mobileVerified: z.boolean(),
    locale: z.string().nullable(),
    roles: z.array(z.strictObject({ key: z.string(), name: z.string() })),
    unit: z.string().nullable(),
    createdAt: z.date(),
  }),
  async run({ tx, actor, tenant }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const person = await readSelf(tx, tenant.id, actor.principal.id);
    return {
      name: person.name,
      email: person.email,
      emailVerified: person.emailVerifiedAt !== null,
      mobile: person.mobile,
      mobileVerified: person.mobileVerifiedAt !== null,
      locale: person.locale,
      roles: (await rolesHeld(tx, tenant.id, actor.principal.id)).map(({ key, name }) => ({ key, name })),
      unit: person.unit,
      createdAt: person.createdAt,
    };
  },
  sample: async () => ({}),
});

/** Changes one's own name and language. Addresses are changed by proving the new one, which is another deed. */
export const updateProfile = command({
  name: 'person.profile.update',
  proof: 'session',
  input: z.strictObject({ name: oneLine(120), locale: z.enum(LOCALES).optional() }),
  output: z.strictObject({ name: z.string(), locale: z.string().nullable() }),
  async run({ tx, actor, tenant }, { name, locale = null }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id } = actor.principal;
    const before = await readSelf(tx, tenant.id, id);
    await tx
      .update(users)
      .set({ name, locale })
      .where(and(eq(users.tenantId, tenant.id), eq(users.id, id)));
    await writeWords(tx, tenant.id, id, { name, email: before.email, mobile: before.mobile });
    return {
      output: { name, locale },
      evidence: {
        subject: `person:${id}`,
        change: { name: [before.name, name], locale: [before.locale, locale] },
      },
    };
  },
  sample: async () => ({ name: 'A new name', locale: 'fr' }),
});

async function readSelf(tx: Tx, tenantId: string, id: string) {
  const [person] = await tx
    .select({
      name: users.name,
      email: users.email,
      emailVerifiedAt: users.emailVerifiedAt,
      mobile: users.mobile,
      mobileVerifiedAt: users.mobileVerifiedAt,
      locale: users.locale,
      createdAt: users.createdAt,
      unit: units.name,
    })
    .from(users)
    .leftJoin(units, and(eq(units.tenantId, users.tenantId), eq(units.id, users.unitId)))
    .where(and(eq(users.tenantId, tenantId), eq(users.id, id)));
  if (!person) throw notFound();
  return person;
}
