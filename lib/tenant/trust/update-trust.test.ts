import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { sampleFactor } from '../../auth/sample-factor';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { readSettings } from '../stored-settings';
import { showTrust } from './show-trust';
import { formOfTrust } from './trust-form';
import { updateTrust } from './update-trust';

const formOf = async ({ tenant }: Ground, over: object = {}) => {
  const { settings, version } = await inTenant(tenant.id, (tx) => readSettings(tx, tenant.id));
  return { ...formOfTrust(settings.trust), version, ...over };
};

/** Gives somebody an authenticator, so that a second factor can be demanded of them. */
const enrol = ({ tenant }: Ground, { principal }: Person) =>
  inTenant(tenant.id, (tx) => sampleFactor({ tx, tenant, now: NOON, actorId: principal.id }, principal.id));

test('what is set is stored, shown with who changed what, and a second change of the same state is refused', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin'], { name: 'Ada Admin' });
  const stale = await formOf(ground, { 'admin-reverifyMinutes': '4' });
  await perform(
    updateTrust,
    admin,
    await formOf(ground, { 'money-secondFactor': 'fresh', 'user-idleMinutes': 20 }),
  );
  await expect(perform(updateTrust, admin, stale)).rejects.toMatchObject({
    code: 'settings_changed_meanwhile',
  });
  const shown = await ask(showTrust, admin, {});
  expect(shown).toMatchObject({
    changedBy: 'Ada Admin',
    groups: { money: { secondFactor: 'fresh' }, people: {} },
    zones: { user: { idleMs: 20 * 60_000 }, admin: { leastTrust: 'medium' } },
    history: [{ by: 'Ada Admin' }],
  });
  expect(shown.history[0]?.changes).toEqual(
    expect.arrayContaining([
      { path: 'groups.money.secondFactor', from: '', to: 'fresh' },
      { path: 'zones.user.idleMs', from: '1800000', to: '1200000' },
    ]),
  );
  expect(shown.history[0]?.changes).toHaveLength(2);
  const agent = await ground.person(['agent']);
  await expect(ask(showTrust, agent, {})).rejects.toMatchObject({ code: 'forbidden' });
  const foreigner = await (await aTenant()).person(['owner']);
  expect((await ask(showTrust, foreigner, {})).history).toEqual([]);
});

test('nobody demands what their own session does not meet, in the zone or in the group of this page', async () => {
  const ground = await aTenant();
  const owner = await ground.person(['owner']);
  await enrol(ground, owner);
  const refused = async (over: object) =>
    expect(perform(updateTrust, owner, await formOf(ground, over))).rejects;
  for (const of of ['admin', 'trust']) {
    await (await refused({ [`${of}-leastTrust`]: 'verified' })).toMatchObject({
      code: 'trust_locks_you_out',
    });
    await (await refused({ [`${of}-trustedDevice`]: 'on' })).toMatchObject({ code: 'trust_locks_you_out' });
    await (await refused({ [`${of}-verifiedPlace`]: 'on' })).toMatchObject({ code: 'trust_locks_you_out' });
  }
  // Whoever is new is judged in the middle.
  await (await refused({ 'admin-mostRisk': 'low' })).toMatchObject({ code: 'trust_locks_you_out' });
  await perform(
    updateTrust,
    owner,
    await formOf(ground, { 'admin-leastTrust': 'high', 'admin-mostRisk': 'medium' }),
  );
});

test('what no owner has enrolled is not demanded of administrators, whoever asks', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const high = async () => perform(updateTrust, admin, await formOf(ground, { 'admin-leastTrust': 'high' }));
  await expect(high()).rejects.toMatchObject({ code: 'trust_locks_owners_out' });
  const trusting = { ...admin, session: { ...admin.session, deviceTrust: 'trusted' as const } };
  await expect(
    formOf(ground, { 'admin-trustedDevice': 'on' }).then((form) => perform(updateTrust, trusting, form)),
  ).rejects.toMatchObject({ code: 'trust_locks_owners_out' });
  await enrol(ground, await ground.person(['owner']));
  await high();
});
