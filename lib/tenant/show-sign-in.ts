import { z } from 'zod';
import { query } from '../command/command';
import { rolesOfTenant } from '../person/held-roles';
import { demandOf, graceEnds } from '../policy/second-factor-policy';
import { exactSignInSettings, factorDemand } from '../policy/sign-in-settings';
import type { Tenant } from '../policy/tenant';
import { policyOf } from './sign-in-policy';
import { readSettings } from './stored-settings';
import { yetToEnrol } from './yet-to-enrol';

const output = z.strictObject({
  policy: z.strictObject({
    signIn: exactSignInSettings,
    sessionIdleMs: z.number().int(),
    sessionAbsoluteMs: z.number().int(),
    freshProofMs: z.number().int(),
  }),
  version: z.string(),
  changedAt: z.date().nullable(),
  changedBy: z.string().nullable(),
  roles: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      demand: factorDemand,
      /** Whether the field demands it whatever the tenant says. */
      fixed: z.boolean(),
    }),
  ),
  /** Who has yet to enrol what is demanded, and until when those may take who were here when it began. */
  waiting: z.strictObject({ people: z.number().int(), more: z.boolean(), until: z.date().nullable() }),
});
export type ShownSignIn = z.infer<typeof output>;

/** How people of the tenant sign in, and how far a demand for a second factor has come. */
export const showSignIn = query({
  name: 'tenant.sign-in.show',
  proof: 'second-factor',
  input: z.strictObject({}),
  output,
  async run({ tx, tenant: known }) {
    const { settings, ...stored } = await readSettings(tx, known.id);
    const tenant: Tenant = { ...known, settings };
    const roles = await rolesOfTenant(tx, tenant.id);
    const { since } = settings.signIn.secondFactor;
    const waiting = await yetToEnrol(
      tx,
      tenant,
      roles.map(({ key }) => key),
    );
    return {
      policy: policyOf(settings),
      ...stored,
      roles: roles.map(({ key, name }) => ({
        ...{ key, name, demand: demandOf(tenant, [key]) },
        fixed: isFixed(tenant, key),
      })),
      waiting: { ...waiting, until: since ? graceEnds(tenant, new Date(since)) : null },
    };
  },
  sample: async () => ({}),
});

/** What is asked of a role even of a tenant that asks it of nobody. */
function isFixed(tenant: Tenant, role: string): boolean {
  const { signIn } = tenant.settings;
  const lax = { ...signIn, secondFactor: { ...signIn.secondFactor, ofRole: {}, otherwise: 'off' as const } };
  return demandOf({ ...tenant, settings: { ...tenant.settings, signIn: lax } }, [role]) === 'required';
}
