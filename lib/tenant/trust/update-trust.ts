import { z } from 'zod';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { readSettings, writeSettings } from '../stored-settings';
import { changesBetween } from './changes';
import { refusalOfLockOut } from './lock-out';
import { formOfTrust, givenTrust, trustOfForm } from './trust-form';

/**
 * Changes what is demanded in each zone and for each group of deeds. It counts on every node within a second, and locks
 * out neither whoever changes it nor all owners.
 */
export const updateTrust = command({
  name: 'tenant.trust.update',
  proof: 'fresh-second-factor',
  input: givenTrust,
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, given) {
    const { settings, version } = await readSettings(tx, tenant.id);
    if (version !== given.version) throw changedMeanwhile();
    const trust = trustOfForm(given, settings.trust);
    const after: Tenant = { ...tenant, settings: { ...settings, trust } };
    const lockedOut = await refusalOfLockOut(tx, actor, after);
    if (lockedOut) throw lockedOut;
    const changing = { version, changes: { trust }, changedBy: personIdOf(actor) };
    if (!(await writeSettings(tx, tenant.id, now, changing))) throw changedMeanwhile();
    return {
      output: {},
      evidence: {
        subject: `tenant:${tenant.id}`,
        severity: 'warning',
        change: changesBetween(settings.trust, trust),
      },
    };
  },
  async sample({ tx, tenant }) {
    const { settings, version } = await readSettings(tx, tenant.id);
    return { ...formOfTrust(settings.trust), version, 'admin-reverifyMinutes': 3 };
  },
});

const changedMeanwhile = () =>
  new Refusal(
    'settings_changed_meanwhile',
    'Somebody else changed this while you had it open. Open the page again, and look at what it says now.',
    { status: 409 },
  );
