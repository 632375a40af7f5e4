import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { memberships } from '@/db/schema/person';
import { idText } from '../base/id';
import { command, type SampleGround } from '../command/command';
import { personIdOf } from '../policy/actor';
import { countOtherOwners, lockChange, roleOf } from './held-roles';
import { insertPerson } from './new-person';
import { refusalOfChange, refusalOfLastOwner } from './role-rules';

const input = z.strictObject({ personId: idText, role: z.string().min(1).max(60) });
/** `changed` is false where it was so already. */
const output = z.strictObject({ personId: z.uuid(), changed: z.boolean() });

/** Gives a person a role. Refuses one that may do what the giver may not. Doing it twice changes nothing. */
export const assignRole = command({
  name: 'role.assign',
  proof: 'fresh-second-factor',
  input,
  output,
  about: ({ role }) => ({ role }),
  agreedTo: ({ personId, role }) => ({ person: personId, role }),
  async run({ tx, actor, tenant, now }, { personId, role: key }) {
    const role = await roleOf(tx, tenant.id, key);
    const { changer, subject } = await lockChange(tx, actor, 'role.assign', personId);
    const evidence = {
      subject: `person:${personId}`,
      severity: 'warning' as const,
      change: { granted: key },
    };
    const refused = refusalOfChange(changer, role, subject);
    if (refused) return { refused, evidence };
    const granted = await tx
      .insert(memberships)
      .values({
        tenantId: tenant.id,
        personId,
        roleId: role.id,
        grantedBy: personIdOf(actor),
        grantedAt: now,
      })
      .onConflictDoNothing()
      .returning({ personId: memberships.personId });
    const changed = granted.length > 0;
    return {
      output: { personId, changed },
      evidence: { ...evidence, change: changeOf(subject.roles, key, changed) },
    };
  },
  sample: (ground) => sampleOf(ground, []),
});

/** Takes a role from a person. Refuses what the taker may not do themselves, and the last owner. */
export const removeRole = command({
  name: 'role.remove',
  proof: 'fresh-second-factor',
  input,
  output,
  about: ({ role }) => ({ role }),
  agreedTo: ({ personId, role }) => ({ person: personId, role }),
  async run({ tx, actor, tenant }, { personId, role: key }) {
    const role = await roleOf(tx, tenant.id, key);
    const { changer, subject } = await lockChange(tx, actor, 'role.remove', personId);
    const evidence = { subject: `person:${personId}`, severity: 'warning' as const, change: { taken: key } };
    const held = subject.roles.some(({ id }) => id === role.id);
    const refused =
      refusalOfChange(changer, role, subject) ??
      (held && key === 'owner'
        ? refusalOfLastOwner(role, await countOtherOwners(tx, tenant.id, role.id, personId))
        : undefined);
    if (refused) return { refused, evidence };
    const taken = await tx
      .delete(memberships)
      .where(
        and(
          eq(memberships.tenantId, tenant.id),
          eq(memberships.personId, personId),
          eq(memberships.roleId, role.id),
        ),
      )
      .returning({ personId: memberships.personId });
    const changed = taken.length > 0;
    return {
      output: { personId, changed },
      evidence: { ...evidence, change: changeOf(subject.roles, key, changed) },
    };
  },
  sample: (ground) => sampleOf(ground, ['viewer']),
});

/** The roles before and after, as the audit log shows a change. */
function changeOf(before: readonly { key: string }[], key: string, changed: boolean) {
  const was = before.map((role) => role.key);
  const without = was.filter((name) => name !== key);
  const now = !changed ? was : without.length < was.length ? without : [...was, key].sort();
  return { role: key, roles: [was, now] };
}

async function sampleOf({ tx, tenant, now }: SampleGround, roles: readonly string[]) {
  const email = 'role-sample@example.com';
  const personId = await insertPerson(tx, tenant.id, now, {
    name: 'Role Sample',
    email,
    status: 'active',
    roles,
  });
  return { personId, role: 'viewer' };
}
