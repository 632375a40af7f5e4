import { after, HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { perform } from '@/lib/command/perform';
import { createUnit } from '@/lib/tenant/create-unit';
import { SHOPS, TELECOM, TELECOM_STAFF } from './cast';
import type { Chance } from './chance';
import { joinStaff, openShop, openTenant } from './staff';
import { type Player, type Stage, signInAs } from './stage';

export type Telecom = { stage: Stage; owner: Player; admin: Player; agents: readonly Player[] };

/** Opens the telecom on a morning: its owner hires, gives roles, and opens the shops with their floats. */
export async function openTelecom(chance: Chance, morning: Date): Promise<Telecom> {
  const { stage, owner } = await openTenant(TELECOM, TELECOM_STAFF[0], chance, morning);
  const hired: { key: string; player: Player }[] = [];
  for (const role of TELECOM_STAFF.slice(1)) {
    const when = after(morning, HOUR_MS + hired.length * 20 * MINUTE_MS);
    hired.push({ key: role.key, player: await joinStaff(stage, { owner, role, when }) });
  }
  const having = (key: string) => hired.flatMap((one) => (one.key === key ? [one.player] : []));
  const [admin] = having('admin');
  if (!admin) throw new Error('The telecom has no admin');
  const agents = having('agent');
  await openShops(stage, owner, agents, after(morning, 3 * HOUR_MS));
  return { stage, owner, admin, agents };
}

async function openShops(stage: Stage, owner: Player, agents: readonly Player[], first: Date) {
  const session = await signInAs(stage, owner, first);
  const { unitId: parentId } = await perform(createUnit, session, { name: 'Kigali', kind: 'organisation' });
  let when = after(first, 10 * MINUTE_MS);
  for (const [index, player] of agents.entries()) {
    const agent = await signInAs(stage, player, when);
    const shop = SHOPS[index] ?? SHOPS[0];
    await openShop(stage, { owner, agent, ...shop, parentId, when: after(when, MINUTE_MS) });
    when = after(when, 10 * MINUTE_MS);
  }
}
