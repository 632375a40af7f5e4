import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { units } from '@/db/schema/tenant';
import { idText, newId } from '../base/id';
import { notFound } from '../base/refusal';
import { command } from '../command/command';
import { placeInBranch } from './branch';
import { insertPerson } from './new-person';

/** Puts a person into a unit, or, without one, into none. Refuses an unknown person or unit. */
export const setUnit = command({
  name: 'person.set-unit',
  proof: 'second-factor',
  input: z.strictObject({ personId: idText, unitId: idText.optional() }),
  output: z.strictObject({ personId: z.uuid(), changed: z.boolean() }),
  async run({ tx, tenant }, { personId, unitId = null }) {
    const whose = and(eq(users.tenantId, tenant.id), eq(users.id, personId));
    const [person] = await tx.select({ unitId: users.unitId }).from(users).where(whose).for('no key update');
    if (!person) throw notFound();
    const changed = person.unitId !== unitId;
    if (changed) {
      await placeInBranch(tx, tenant.id, personId, unitId);
      await tx.update(users).set({ unitId }).where(whose);
    }
    return {
      output: { personId, changed },
      evidence: {
        subject: `person:${personId}`,
        severity: 'notice',
        change: { unit: [person.unitId, unitId] },
      },
    };
  },
  async sample({ tx, tenant, now }) {
    const unitId = newId(now);
    await tx.insert(units).values({
      tenantId: tenant.id,
      id: unitId,
      kind: 'shop',
      name: 'Sample',
      path: `/${unitId}/`,
      createdAt: now,
    });
    const email = 'unit-sample@example.com';
    const personId = await insertPerson(tx, tenant.id, now, {
      name: 'Unit Sample',
      email,
      status: 'active',
      roles: [],
    });
    return { personId, unitId };
  },
});
