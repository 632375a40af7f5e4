import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../../base/clock';
import {
  RESPONSES,
  type ResponseName,
  RISK_KINDS,
  type RiskKind,
  SEVERITIES,
} from '../../policy/response-settings';
import { RISK_LEVELS } from '../../policy/risk-level';
import { TRUST_LEVELS } from '../../policy/trust-level';
import { type Demands, FACTOR_WANTS, type TrustSettings } from '../../policy/trust-settings';
import { GROUPS, type Group } from '../../policy/zone';

/**
 * The zones that a tenant speaks of: people of its own work in them. In the public zone nobody is known yet, and the
 * platform is the operator's alone.
 */
export const OWN_ZONES = ['user', 'agent', 'admin'] as const;
export type OwnZone = (typeof OWN_ZONES)[number];

/** The levels of risk that are answered by themselves. */
export const ANSWERED_LEVELS = ['high', 'critical'] as const;

const isTicked = z.literal('on').optional();
const minutes = z.coerce.number().int().min(1).max(60);
const ofZone = {
  leastTrust: z.enum(TRUST_LEVELS),
  secondFactor: z.enum(FACTOR_WANTS),
  trustedDevice: isTicked,
  verifiedPlace: isTicked,
  mostRisk: z.enum(RISK_LEVELS),
  idleMinutes: minutes,
  reverifyMinutes: minutes,
};
/** A group says only what it wants beyond its zone; what is left open is as there. */
const ofGroup = {
  ...{ trustedDevice: isTicked, verifiedPlace: isTicked },
  leastTrust: ofZone.leastTrust.optional(),
  secondFactor: ofZone.secondFactor.optional(),
  mostRisk: ofZone.mostRisk.optional(),
  idleMinutes: minutes.optional(),
  reverifyMinutes: minutes.optional(),
};

type Named<Names extends string, Fields> = {
  [Key in `${Names}-${keyof Fields & string}`]: Key extends `${Names}-${infer Field extends keyof Fields & string}`
    ? Fields[Field]
    : never;
};

/** A form is flat: its fields are named by the zone or group and by what they demand, as in `admin-leastTrust`. */
const named = <Names extends string, Fields extends Record<string, z.ZodType>>(
  names: readonly Names[],
  fields: Fields,
) =>
  Object.fromEntries(
    names.flatMap((name) => Object.entries(fields).map(([field, type]) => [`${name}-${field}`, type])),
  ) as Named<Names, Fields>;

/** For how long an address is blocked, and until when an incident is due; within the bounds of the settings. */
const wholeTo = (most: number) => z.coerce.number().int().min(1).max(most);
const times = {
  blockMinutes: wholeTo(7 * 24 * 60),
  'critical-dueHours': wholeTo(7 * 24),
  'warning-dueHours': wholeTo(14 * 24),
  'notice-dueHours': wholeTo(30 * 24),
};

/** `kind:level:response` for each box that is ticked. */
const answer = z.templateLiteral([z.enum(RISK_KINDS), ':', z.enum(ANSWERED_LEVELS), ':', z.enum(RESPONSES)]);

/** What the tenant demands, as the form says it. */
export const givenTrust = z.strictObject({
  /** The state that was changed: what somebody else has changed meanwhile is not overwritten. */
  version: z.union([z.literal('none'), z.iso.datetime()]),
  ...named(OWN_ZONES, ofZone),
  ...named(GROUPS, ofGroup),
  ...times,
  policiesGrant: isTicked,
  responses: z.preprocess(
    (given) => (typeof given === 'string' ? [given] : (given ?? [])),
    z.array(answer).max(RISK_KINDS.length * ANSWERED_LEVELS.length * RESPONSES.length),
  ),
});
export type GivenTrust = z.infer<typeof givenTrust>;

/** Makes settings of what the form says; what it does not speak of stays as it was. */
export function trustOfForm(given: GivenTrust, before: TrustSettings): TrustSettings {
  return {
    ...before,
    zones: { ...before.zones, ...mapped(OWN_ZONES, (zone) => demandsOfZone(given, zone)) },
    groups: mapped(GROUPS, (group) => demandsOfGroup(given, group)),
    policiesGrant: given.policiesGrant === 'on',
    responses: {
      ...before.responses,
      ...mapped(RISK_KINDS, (kind) =>
        mapped(ANSWERED_LEVELS, (level) => responsesOf(given.responses, `${kind}:${level}:`)),
      ),
      blockMs: given.blockMinutes * MINUTE_MS,
      dueMs: mapped(SEVERITIES, (severity) => given[`${severity}-dueHours`] * HOUR_MS),
    },
  };
}

function demandsOfZone(given: GivenTrust, zone: OwnZone): Demands {
  return {
    leastTrust: given[`${zone}-leastTrust`],
    secondFactor: given[`${zone}-secondFactor`],
    trustedDevice: given[`${zone}-trustedDevice`] === 'on',
    verifiedPlace: given[`${zone}-verifiedPlace`] === 'on',
    mostRisk: given[`${zone}-mostRisk`],
    idleMs: given[`${zone}-idleMinutes`] * MINUTE_MS,
    reverifyMs: given[`${zone}-reverifyMinutes`] * MINUTE_MS,
  };
}

function demandsOfGroup(given: GivenTrust, group: Group): Partial<Demands> {
  const [idle, reverify] = [given[`${group}-idleMinutes`], given[`${group}-reverifyMinutes`]];
  const said: { [Key in keyof Demands]: Demands[Key] | undefined } = {
    leastTrust: given[`${group}-leastTrust`],
    secondFactor: given[`${group}-secondFactor`],
    trustedDevice: given[`${group}-trustedDevice`] === 'on' || undefined,
    verifiedPlace: given[`${group}-verifiedPlace`] === 'on' || undefined,
    mostRisk: given[`${group}-mostRisk`],
    idleMs: idle && idle * MINUTE_MS,
    reverifyMs: reverify && reverify * MINUTE_MS,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

const responsesOf = (ticked: readonly string[], prefix: `${RiskKind}:${string}:`): ResponseName[] =>
  RESPONSES.filter((response) => ticked.includes(`${prefix}${response}`));

const mapped = <Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;

/** The form of settings, as a browser sends it when nothing was changed in it. */
export function formOfTrust(trust: TrustSettings): Record<string, string | string[]> {
  const rows = [
    ...OWN_ZONES.map((zone) => [zone, trust.zones[zone]] as const),
    ...GROUPS.map((group) => [group, trust.groups[group]] as const),
  ].flatMap(([name, demands]) => fieldsOf(name, demands));
  const responses = RISK_KINDS.flatMap((kind) =>
    ANSWERED_LEVELS.flatMap((level) => trust.responses[kind][level].map((one) => `${kind}:${level}:${one}`)),
  );
  const { blockMs, dueMs } = trust.responses;
  const due = SEVERITIES.map((severity) => [`${severity}-dueHours`, String(dueMs[severity] / HOUR_MS)]);
  rows.push(['blockMinutes', String(blockMs / MINUTE_MS)], ...(due as [string, string][]));
  return { ...Object.fromEntries(rows), ...(trust.policiesGrant && { policiesGrant: 'on' }), responses };
}

function fieldsOf(name: string, { idleMs, reverifyMs, ...demands }: Partial<Demands>): [string, string][] {
  const said = {
    ...demands,
    idleMinutes: idleMs && Math.round(idleMs / MINUTE_MS),
    reverifyMinutes: reverifyMs && Math.round(reverifyMs / MINUTE_MS),
  };
  return Object.entries(said).flatMap(([field, value]): [string, string][] => {
    if (value === undefined || value === false) return [];
    return [[`${name}-${field}`, value === true ? 'on' : String(value)]];
  });
}
