import type { Tx } from '@/db/client';
import { newId } from '../base/id';
import { type Actor, personIdOf } from '../policy/actor';

export type Severity = 'info' | 'notice' | 'warning' | 'critical';

/** What a command says of its deed; the door adds who, when, from where and how it ended. */
export type Evidence = {
  /** `<noun>:<id>`, the thing that the deed was about. */
  subject?: string;
  change?: Record<string, unknown>;
  severity?: Severity;
  approval?: string;
  /** The person behind the deed where the actor is still a stranger: somebody who signs in, or activates a number. */
  actorId?: string;
  /** Whose own pages show something else now: they are told. It is no part of the record. */
  tells?: readonly string[];
};

const INSERT = {
  name: 'audit-append',
  text: `insert into audit_events (tenant_id, id, at, command, outcome, actor_kind, actor_id, session_id, subject, ip,
    user_agent, device_id, request_id, risk, approval, severity, change)
    values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)`,
};

/** Appends one event to the tenant's audit log, in the transaction of the deed. `outcome` is `done` or a refusal's code. */
export async function appendEvent(
  tx: Tx,
  actor: Actor,
  command: string,
  outcome: string,
  evidence: Evidence,
): Promise<string> {
  const id = newId(actor.request.at);
  await tx.$client.query({ ...INSERT, values: eventValues(id, actor, command, outcome, evidence) });
  return id;
}

function eventValues(
  id: string,
  actor: Actor,
  command: string,
  outcome: string,
  evidence: Evidence,
): unknown[] {
  const { request, tenant } = actor;
  const session = actor.kind === 'person' ? actor.session : null;
  // What is done in an hour as an owner says so, whatever it is, also where it was refused.
  const glass = actor.kind === 'person' ? actor.breakGlass : undefined;
  const change = glass ? { ...evidence.change, breakGlass: glass.id } : evidence.change;
  return [
    tenant.id,
    id,
    request.at,
    command,
    outcome,
    evidence.actorId && actor.kind === 'stranger' ? 'person' : actor.kind,
    personIdOf(actor) ?? evidence.actorId ?? null,
    session?.id ?? null,
    evidence.subject ?? null,
    request.ip,
    request.userAgent.slice(0, 400),
    request.deviceId,
    request.id,
    session?.risk ?? null,
    evidence.approval ?? null,
    evidence.severity ?? (outcome === 'done' ? 'info' : 'notice'),
    change ? JSON.stringify(change, plainBigints) : null,
  ];
}

const plainBigints = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
