import { totpCode } from '@/lib/auth/totp';
import { beginTotp, confirmTotp } from '@/lib/auth/totp-enrolment';
import { after, MINUTE_MS, SECOND_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import { signUp } from '@/lib/person/sign-up';
import { verifyAddress } from '@/lib/person/verify-address';
import type { Person } from '@/lib/policy/actor';
import { type Tenant, tenantSettings } from '@/lib/policy/tenant';
import { createTenant } from '@/lib/tenant/create-tenant';
import { DEMO_PASSWORD, type Role } from './cast';
import type { Chance } from './chance';
import { newPlayer, type Player, readCode, type Stage, signInAs, strangerOf } from './stage';

type NewTenant = Omit<Tenant, 'id' | 'settings'> & { settings: Record<string, unknown> };

/** Makes a tenant with its owner, who has an authenticator app. Gives the stage and the owner. */
export async function openTenant(
  fields: NewTenant,
  owner: Role,
  chance: Chance,
  at: Date,
): Promise<{ stage: Stage; owner: Player }> {
  const tenant: Tenant = { ...fields, id: newId(at), settings: tenantSettings.parse(fields.settings) };
  const request = { at, id: newId(at), ip: null, userAgent: 'the demo', deviceId: null };
  await perform(
    createTenant,
    { kind: 'system', tenant, name: 'demo', request },
    {
      ...fields,
      ownerName: owner.name,
      ownerEmail: owner.email,
      ownerPassword: DEMO_PASSWORD,
    },
  );
  const stage = { tenant, chance };
  const player = newPlayer(stage, at, { name: owner.name, address: owner.email, password: DEMO_PASSWORD });
  const session = await signInAs(stage, player, after(at, MINUTE_MS));
  return { stage, owner: await withAuthenticator(player, session) };
}

/** Opens an account as a newcomer does: sign-up, the code that arrives, and its confirmation. Gives the player. */
export async function joinByEmail(stage: Stage, { name, email }: Role, at: Date): Promise<Player> {
  const player = newPlayer(stage, at, { name, address: email, password: DEMO_PASSWORD });
  await perform(signUp, strangerOf(stage, player, at), { name, address: email, password: DEMO_PASSWORD });
  const code = await readCode(stage, email, after(at, 5 * SECOND_MS));
  const session = await signInAs(stage, player, after(at, 30 * SECOND_MS));
  await perform(verifyAddress, session, { code });
  return player;
}

/** Enrols an authenticator app in a session. Gives the player with its secret. */
export async function withAuthenticator(player: Player, session: Person): Promise<Player> {
  const { factorId, secret } = await perform(beginTotp, session, {});
  await perform(confirmTotp, session, { factorId, code: totpCode(secret, session.request.at) });
  return { ...player, totpSecret: secret };
}
