import { DEMO_PASSWORD } from '@/lib/auth/password';
import { totpCode } from '@/lib/auth/totp';
import { beginTotp, confirmTotp } from '@/lib/auth/totp-enrolment';
import { after, MINUTE_MS, SECOND_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import { openFloat } from '@/lib/counter/open-float';
import { assignRole } from '@/lib/person/change-roles';
import { setUnit } from '@/lib/person/set-unit';
import { signUp } from '@/lib/person/sign-up';
import { verifyAddress } from '@/lib/person/verify-address';
import type { Person } from '@/lib/policy/actor';
import { type Tenant, tenantSettings } from '@/lib/policy/tenant';
import { createTenant } from '@/lib/tenant/create-tenant';
import { createUnit } from '@/lib/tenant/create-unit';
import type { Role } from './cast';
import type { Chance } from './chance';
import { at, newPlayer, type Player, readCode, type Stage, signInAs, strangerOf } from './stage';

type NewTenant = Omit<Tenant, 'id' | 'settings'> & { settings: Record<string, unknown> };

/** Makes a tenant with its owner, who has an authenticator app. */
export async function openTenant(
  fields: NewTenant,
  owner: Role,
  chance: Chance,
  when: Date,
): Promise<{ stage: Stage; owner: Player }> {
  const tenant: Tenant = { ...fields, id: newId(when), settings: tenantSettings.parse(fields.settings) };
  const request = { at: when, id: newId(when), ip: null, userAgent: 'the demo', deviceId: null };
  const input = { ...fields, ownerName: owner.name, ownerEmail: owner.email, ownerPassword: DEMO_PASSWORD };
  await perform(createTenant, { kind: 'system', tenant, name: 'demo', request }, input);
  const stage = { tenant, chance };
  const player = newPlayer(stage, when, { name: owner.name, address: owner.email, password: DEMO_PASSWORD });
  return { stage, owner: await withAuthenticator(stage, player, after(when, MINUTE_MS)) };
}

type Joining = { owner: Player; role: Role; when: Date };

/** Has somebody open an account as anybody does, and the owner give them their role. It takes them ten minutes. */
export async function joinStaff(stage: Stage, { owner, role, when }: Joining): Promise<Player> {
  const { player, personId } = await joinByEmail(stage, role, when);
  if (role.key !== 'user') {
    const giver = await signInAs(stage, owner, after(when, 4 * MINUTE_MS));
    await perform(assignRole, giver, { personId, role: role.key });
  }
  return role.key === 'user' ? player : withAuthenticator(stage, player, after(when, 6 * MINUTE_MS));
}

async function joinByEmail(stage: Stage, { name, email }: Role, when: Date) {
  const player = newPlayer(stage, when, { name, address: email, password: DEMO_PASSWORD });
  const input = { name, address: email, password: DEMO_PASSWORD };
  await perform(signUp, strangerOf(stage, player, when), input);
  const code = await readCode(stage, email, after(when, 5 * SECOND_MS));
  const session = await signInAs(stage, player, after(when, 30 * SECOND_MS));
  await perform(verifyAddress, at(session, after(when, 45 * SECOND_MS)), { code });
  return { player, personId: session.principal.id };
}

/** Enrols an authenticator app. Gives the player with its secret. */
export async function withAuthenticator(stage: Stage, player: Player, when: Date): Promise<Player> {
  const session = await signInAs(stage, player, when);
  const { factorId, secret } = await perform(beginTotp, session, {});
  const entered = after(when, 20 * SECOND_MS);
  await perform(confirmTotp, at(session, entered), { factorId, code: totpCode(secret, entered) });
  return { ...player, totpSecret: secret };
}

type Shop = { owner: Player; agent: Person; name: string; float: string; parentId?: string; when: Date };

/** Opens a shop for an agent, with the float that they take cash against. Gives the shop's id. */
export async function openShop(stage: Stage, { owner, agent, name, float, parentId, when }: Shop) {
  const session = await signInAs(stage, owner, when);
  const { unitId } = await perform(createUnit, session, { name, kind: 'shop', parentId });
  const personId = agent.principal.id;
  await perform(setUnit, at(session, after(when, MINUTE_MS)), { personId, unitId });
  await perform(openFloat, at(session, after(when, 2 * MINUTE_MS)), {
    personId,
    amount: float,
    key: newId(when),
  });
}
