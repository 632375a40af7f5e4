import { z } from 'zod';
import { after, DAY_MS } from '../../base/clock';
import { idText, timeOfId } from '../../base/id';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import type { Principal } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import type { Tenant } from '../../policy/tenant';
import { release } from '../../trust/decision/cedar-slots';
import { evaluateSet, policySetOf, questionOf } from '../../trust/decision/policy-set';
import { isPoliced } from '../../trust/decision/self-help';
import { levelOf } from '../../trust/risk/score';
import { type PastDeed, pastDeeds } from './past-deeds';
import { asPerson, peopleNow } from './people-now';
import { samplePolicy } from './sample-policy';
import { type WouldRefuse, wouldRefuse } from './shadow-hits';
import { readVersion } from './stored-policy';

const DAYS = 7;
/** Events that one look takes in, at most: each is asked about anew. */
const MOST_LOOKED_AT = 1_500;
const MOST_SHOWN = 100;

/** What the audit log does not tell of a deed; the most favourable is supposed of it. */
const NOT_KNOWN = [
  'assurance',
  'freshProof',
  'deviceProof',
  'trust',
  'trustRank',
  'channel',
  'role',
] as const;

const output = z.strictObject({
  version: z.number().int(),
  /** Events that were looked at in this step, and from which moment on. */
  looked: z.number().int(),
  from: z.date(),
  /** Where the next step begins; null where seven days were seen. */
  next: z.uuid().nullable(),
  times: z.number().int(),
  rows: z.array(wouldRefuse),
  /** What the policy asks of that could not be known. */
  unknown: z.array(z.enum(NOT_KNOWN)),
});

/**
 * What the newest version of a policy would have refused of what people did in the last seven days, as the engine of the
 * door says, with the roles and devices of today. It looks back step by step, each bounded.
 */
export const replayPolicy = query({
  name: 'policy.replay',
  proof: 'second-factor',
  perMinute: 30,
  input: z.strictObject({ policyId: idText, before: idText.optional() }),
  output,
  async run({ tx, tenant, now }, { policyId, before }) {
    const said = await readVersion(tx, tenant.id, policyId);
    const since = after(now, -DAYS * DAY_MS);
    if (before && timeOfId(before) < since) throw notFound();
    const span = { since, before, most: MOST_LOOKED_AT, commands: said.commands };
    const { deeds, looked, next } = await pastDeeds(tx, tenant.id, span);
    const people = await peopleNow(tx, tenant, now, [...new Set(deeds.map(({ personId }) => personId))]);
    const stated = { id: policyId, version: said.version, cedar: said.cedar, template: null, filling: null };
    const rows = refusedOf(tenant, deeds, people, stated);
    return {
      ...{ version: said.version, looked, from: next ? timeOfId(next) : since, next },
      times: rows.reduce((sum, { times }) => sum + times, 0),
      rows: rows.slice(0, MOST_SHOWN),
      unknown: NOT_KNOWN.filter((name) => new RegExp(`\\bcontext\\.${name}\\b`).test(said.cedar)),
    };
  },
  async sample(ground) {
    const { policyId } = await samplePolicy(ground, 'draft');
    return { policyId };
  },
});

type Stated = Parameters<typeof policySetOf>[0][number];

function refusedOf(
  tenant: Tenant,
  deeds: readonly PastDeed[],
  people: ReadonlyMap<string, Principal>,
  stated: Stated,
): WouldRefuse[] {
  const set = policySetOf([stated]);
  const found = new Map<string, WouldRefuse>();
  try {
    for (const deed of deeds) {
      const principal = people.get(deed.personId);
      if (!principal || !isPoliced(deed.command as Permission)) continue;
      const { answer } = evaluateSet(set, questionOfDeed(tenant, principal, deed));
      if (answer !== 'allow') count(found, deed, principal.name, answer);
    }
  } finally {
    release(set);
  }
  return [...found.values()].sort((a, b) => b.times - a.times);
}

/** The question that the door would have asked, as far as is known; of the rest the most favourable is supposed. */
export function questionOfDeed(tenant: Tenant, principal: Principal, deed: PastDeed) {
  const risk = deed.risk ?? 0;
  const person = asPerson(tenant, principal, {
    ...{ at: deed.at, ip: deed.ip, deviceTrust: deed.deviceTrust ?? 'unknown', signed: true },
    ...{ assurance: 2, fresh: true, risk, riskLevel: levelOf(risk) },
  });
  const about: Record<string, string | number> =
    deed.amount === null ? {} : { amount: Number(deed.amount), currency: tenant.currency };
  return questionOf(
    person,
    { name: deed.command as Permission, kind: 'command', about },
    { secondPerson: deed.approved },
  );
}

function count(
  found: Map<string, WouldRefuse>,
  { personId, command, at }: PastDeed,
  name: string,
  answer: WouldRefuse['answer'],
): void {
  const key = `${personId} ${command} ${answer}`;
  const known = found.get(key);
  if (known) known.times += 1;
  // The newest deed comes first.
  else found.set(key, { personId, name, command, answer, times: 1, lastAt: at });
}
