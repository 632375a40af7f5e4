import { HOUR_MS, MINUTE_MS } from '../../base/clock';
import { once } from '../../base/once';
import type { Person } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import { TRUST_LEVELS } from '../../policy/trust-level';
import { groupOf, zoneOf } from '../../policy/zone';
import { deviceProofOf } from '../device/device-proof';
import { asnOf } from '../network';
import { ABOUT } from './cedar-schema';
import type { Asked } from './decide';
import { type Standing, standingOf } from './standing';

/** What policies are asked, as plain JSON: a simulator may write one by hand. */
export type Question = {
  principal: { id: string; roles: readonly string[]; unit: string | null };
  command: Permission;
  tenant: string;
  context: Readonly<Record<string, unknown>>;
};

/** Gives what the policies of a tenant are asked about a deed, or a view. What is not known is left out. */
export function questionOf(
  actor: Person,
  asked: Asked,
  {
    secondPerson = false,
    standing = standingOf(actor, asked.kind),
  }: { secondPerson?: boolean; standing?: Standing } = {},
): Question {
  const { principal, request, session, tenant } = actor;
  const { id, roles, unitId: unit } = principal;
  return {
    principal: { id, roles, unit },
    command: asked.name,
    tenant: tenant.id,
    context: {
      ...aboutOf(asked),
      ...clockIn(tenant.timeZone, request.at),
      kind: asked.kind,
      zone: zoneOf(asked.name),
      group: groupOf(asked.name),
      ...known({ hoursSinceSwap: hoursSince(principal.swappedAt, request.at) }),
      ...known({ ip: request.ip, country: standing.country, asn: asnOf(request.ip), unit }),
      channel: request.line?.channel ?? 'web',
      trust: standing.trust,
      trustRank: TRUST_LEVELS.indexOf(standing.trust),
      risk: Math.round(standing.risk),
      riskLevel: standing.riskLevel,
      assurance: session.assurance,
      freshProof: standing.isFresh,
      device: session.deviceTrust,
      deviceProof: asked.kind === 'query' ? standing.facts.proof : deviceProofOf(actor),
      roles,
      secondPerson,
    },
  };
}

const hoursSince = (since: Date | null | undefined, at: Date): number | null =>
  since ? Math.max(0, Math.floor((at.getTime() - since.getTime()) / HOUR_MS)) : null;

const known = (facts: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== null));

/** What a command says of its input, under names that the schema has: another name would be a word nobody can write. */
function aboutOf({ name, about = {} }: Asked): Record<string, unknown> {
  const stray = Object.keys(about).find((key) => !(key in ABOUT));
  if (stray) throw new Error(`${name} tells its policies of ${stray}, which the schema does not have`);
  return about;
}

type Shown = { hour: number; minuteOfDay: number; weekday: string };
type Clock = { formatter: Intl.DateTimeFormat; minute: number; shown: Shown };

const clocks = () => once('policy-clocks', () => new Map<string, Clock>());

/** What the clocks of a zone show. Reading them is a tenth of a decision, and everybody of a tenant asks in the same minute. */
function clockIn(timeZone: string, at: Date): Shown {
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  const known = clocks().get(timeZone);
  if (known?.minute === minute) return known.shown;
  const formatter = known?.formatter ?? clockOf(timeZone);
  const shown = read(formatter, at);
  clocks().set(timeZone, { formatter, minute, shown });
  return shown;
}

const clockOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });

function read(formatter: Intl.DateTimeFormat, at: Date): Shown {
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const hour = Number(parts.hour);
  return {
    hour,
    minuteOfDay: hour * 60 + Number(parts.minute),
    weekday: (parts.weekday ?? '').toLowerCase(),
  };
}
