import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../base/clock';
import { givenResponseSettings, responseSettings } from './response-settings';
import { RISK_LEVELS } from './risk-level';
import { TRUST_LEVELS } from './trust-level';
import { GROUPS, type Group, ZONES, type Zone } from './zone';

/** What is wanted of the second factor: nothing, that one was shown in this session, or that one was shown lately. */
export const FACTOR_WANTS = ['off', 'shown', 'fresh'] as const;

const minutes = (least: number, most: number) =>
  z
    .number()
    .int()
    .min(least * MINUTE_MS)
    .max(most * MINUTE_MS);

const demand = {
  leastTrust: z.enum(TRUST_LEVELS),
  secondFactor: z.enum(FACTOR_WANTS),
  trustedDevice: z.boolean(),
  /** A country that this device was seen in before, or where the session was opened and proved. */
  verifiedPlace: z.boolean(),
  mostRisk: z.enum(RISK_LEVELS),
  /** After how long without a request somebody proves themselves anew; the session itself lives by `sessionIdleMs`. */
  idleMs: minutes(1, 60),
  /** How long what was found about a session stands for those who only look. */
  reverifyMs: minutes(1, 60),
};
const demands = z.strictObject(demand);
export type Demands = z.infer<typeof demands>;

const some = z.strictObject(demand).partial();

const MILD: Demands = {
  leastTrust: 'low',
  secondFactor: 'off',
  trustedDevice: false,
  verifiedPlace: false,
  mostRisk: 'high',
  idleMs: 30 * MINUTE_MS,
  reverifyMs: 5 * MINUTE_MS,
};
const STRICTER: Demands = { ...MILD, idleMs: 15 * MINUTE_MS, reverifyMs: 2 * MINUTE_MS };

/** What is demanded where a tenant has said nothing: whoever has shown two factors can work, on a new device too. */
const USUAL: Readonly<Record<Zone, Demands>> = {
  public: { ...MILD, leastTrust: 'untrusted', mostRisk: 'critical', idleMs: HOUR_MS },
  user: MILD,
  agent: { ...MILD, leastTrust: 'medium' },
  admin: { ...STRICTER, leastTrust: 'medium' },
  platform: { ...STRICTER, leastTrust: 'high', secondFactor: 'shown' },
};

const ofZone = (zone: Zone) => some.prefault({}).transform((said): Demands => ({ ...USUAL[zone], ...said }));

const zones = z.object(
  Object.fromEntries(ZONES.map((zone) => [zone, ofZone(zone)])) as Record<Zone, ReturnType<typeof ofZone>>,
);
const groups = z.object(
  Object.fromEntries(GROUPS.map((group) => [group, some.prefault({})])) as Record<
    Group,
    z.ZodPrefault<typeof some>
  >,
);

/** What a tenant demands of whoever does something, beside the roles that allow it. */
export const trustSettings = z.object({
  zones: zones.prefault({}),
  groups: groups.prefault({}),
  /** Whether a `permit` of the tenant's policies may grant what roles do not. Else policies only narrow. */
  policiesGrant: z.boolean().default(false),
  responses: responseSettings.prefault({}),
});
export type TrustSettings = z.infer<typeof trustSettings>;

/** As a command takes them: a name that is misspelt is refused. */
export const givenTrustSettings = trustSettings
  .extend({
    zones: zones.strict().prefault({}),
    groups: groups.strict().prefault({}),
    responses: givenResponseSettings.prefault({}),
  })
  .strict();
