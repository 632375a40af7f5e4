import type { Tx } from '@/db/client';
import { appendEvent, type Severity } from '../../audit/append';
import type { System } from '../../policy/actor';
import type { ResponseName, RiskKind } from '../../policy/response-settings';
import type { RiskLevel } from '../../policy/risk-level';
import type { Tenant } from '../../policy/tenant';
import { type Carried, carryOut, type Target } from './carry-out';
import { hasStep, noteStep } from './note-step';
import { openIncident } from './open-incident';
import { tellOfIncident } from './tell-of-incident';

export type SeenRisk = {
  kind: RiskKind;
  level: RiskLevel;
  personId: string;
  sessionId: string | null;
  deviceId: string | null;
  ip: string | null;
  facts: Record<string, unknown>;
};

/**
 * Answers a risk as the tenant has set it, in the transaction that saw it: opens the incident or counts it, and carries
 * the responses of the level out anew each time. What changed something is a step of the incident and an event of the
 * audit log; `done` names all that hold now, those that held already too. Below `high` nothing is done, but for a copied
 * session, which is never less than that.
 */
export async function respondToRisk(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  seen: SeenRisk,
): Promise<{ incidentId: string | null; done: readonly ResponseName[] }> {
  const level = levelOf(seen);
  if (!level) return { incidentId: null, done: [] };
  const severity = level === 'critical' || seen.kind === 'copied-session' ? 'critical' : 'warning';
  const { kind, personId, sessionId, deviceId, ip } = seen;
  const ofSession = kind !== 'risky-sign-in' && sessionId;
  const about = ofSession ? `session:${sessionId}` : `person:${personId}`;
  const facts = { ...seen.facts, level: seen.level };
  const subject = { personId, sessionId, deviceId, ip };
  const { id } = await openIncident(tx, tenant, now, { kind, severity, about, ...subject, facts });
  const target: Target = { incidentId: id, personId, sessionId, ip, by: null };
  const done: ResponseName[] = [];
  for (const name of inOrder(tenant.settings.trust.responses[kind][level])) {
    const carried =
      name === 'tell-contacts'
        ? await tellOfIncident(tx, tenant, now, { incidentId: id, kind, severity, personId, by: null })
        : await carryOut(tx, tenant, now, { name, target });
    await keep(tx, tenant, now, { name, carried, incidentId: id, severity });
    if (carried.state !== 'not') done.push(name);
  }
  return { incidentId: id, done };
}

function levelOf({ kind, level }: SeenRisk): 'high' | 'critical' | undefined {
  if (level === 'high' || level === 'critical') return level;
  return kind === 'copied-session' ? 'high' : undefined;
}

/** The account is locked before its sessions are counted, so that the step says how many ended with it. */
const ORDER: readonly ResponseName[] = ['lock-account', 'second-factor'];
const inOrder = (names: readonly ResponseName[]) => [
  ...ORDER.filter((name) => names.includes(name)),
  ...names.filter((name, place) => !ORDER.includes(name) && names.indexOf(name) === place),
];

type Kept = { name: ResponseName; carried: Carried; incidentId: string; severity: Severity };

/** Notes what a response did. What it could not do is noted once, so that a flood of the same writes no flood of steps. */
async function keep(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { name, carried, incidentId, severity }: Kept,
): Promise<void> {
  if (carried.state === 'already') return;
  const details = carried.state === 'done' ? carried.details : { why: carried.why };
  if (carried.state === 'not' && (await hasStep(tx, tenant.id, { incidentId, kind: name, details }))) return;
  // Whoever tells the contacts notes it.
  if (name !== 'tell-contacts')
    await noteStep(tx, tenant.id, now, { incidentId, kind: name, details, by: null });
  if (carried.state === 'not') return;
  const change = { response: name, ...details };
  await appendEvent(tx, itself(tenant, now, incidentId), 'incident.act', 'done', {
    subject: `incident:${incidentId}`,
    severity,
    change,
  });
}

const itself = (tenant: Tenant, now: Date, incidentId: string): System => ({
  kind: 'system',
  tenant,
  name: 'trust',
  request: { at: now, id: `incident:${incidentId}`, ip: null, userAgent: '', deviceId: null },
});
