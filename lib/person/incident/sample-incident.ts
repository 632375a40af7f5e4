import { sessions } from '@/db/schema/auth';
import { after, HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { carryOut } from '../../trust/incident/carry-out';
import { noteStep } from '../../trust/incident/note-step';
import { openIncident } from '../../trust/incident/open-incident';
import { insertPerson } from '../new-person';
import { lockIncident, saveIncident } from './stored-incident';

/** Writes a live session of a person, for the samples of commands. */
export async function sampleSession({ tx, tenant, now }: SampleGround, personId: string): Promise<string> {
  const id = newId(now);
  const ends = after(now, HOUR_MS);
  await tx.insert(sessions).values({
    ...{ tenantId: tenant.id, id, personId, userAgent: 'sample', ip: '203.0.113.7' },
    ...{ assurance: 1, methods: ['password'], createdAt: now, lastSeenAt: now },
    ...{ idleExpiresAt: ends, expiresAt: ends },
  });
  return id;
}

/** Writes a customer and an open incident about a session of theirs, for the samples of commands. */
export async function sampleIncident(ground: SampleGround): Promise<{ incidentId: string }> {
  return { incidentId: (await sampled(ground)).incidentId };
}

/** As `sampleIncident`, closed. */
export async function sampleClosed(ground: SampleGround): Promise<{ incidentId: string }> {
  const { tx, tenant, now } = ground;
  const { incidentId } = await sampled(ground);
  const one = await lockIncident(tx, tenant.id, incidentId);
  await saveIncident(tx, one, { closedAt: now, closingNote: 'It was they themselves' });
  return { incidentId };
}

/** As `sampleIncident`, with a hold that a step of it has placed. */
export async function sampleStep(ground: SampleGround): Promise<{ incidentId: string; stepId: string }> {
  const { tx, tenant, now } = ground;
  const { incidentId, personId, sessionId } = await sampled(ground);
  const target = { incidentId, personId, sessionId, ip: null, by: null };
  await carryOut(tx, tenant, now, { name: 'review', target });
  const step = { incidentId, kind: 'review' as const, details: { hold: 'review' }, by: null };
  return { incidentId, stepId: await noteStep(tx, tenant.id, now, step) };
}

async function sampled(ground: SampleGround) {
  const { tx, tenant, now } = ground;
  const personId = await insertPerson(tx, tenant.id, now, {
    name: 'Incident Sample',
    email: `incident-${newId(now)}@example.com`,
    status: 'active',
    roles: ['user'],
  });
  const sessionId = await sampleSession(ground, personId);
  const { id: incidentId } = await openIncident(tx, tenant, now, {
    ...{ kind: 'risky-session' as const, severity: 'warning' as const, about: `session:${sessionId}` },
    ...{ personId, sessionId, ip: '203.0.113.7', facts: { level: 'high' } },
  });
  return { incidentId, personId, sessionId };
}
