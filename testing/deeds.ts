import { inTenant } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import { SAMPLE_KEY } from '@/lib/auth/device/sample-device';
import { after } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { luhnDigit } from '@/lib/base/luhn';
import { Refusal } from '@/lib/base/refusal';
import { COMMANDS, QUERIES, QUERY_NAMES } from '@/lib/catalogue';
import { ask } from '@/lib/command/ask';
import type { Command, Query } from '@/lib/command/command';
import { InvalidInput } from '@/lib/command/parse';
import { perform } from '@/lib/command/perform';
import type { Actor, Person } from '@/lib/policy/actor';
import { ABOUT_ONESELF, OPERATORS_ONLY, type Permission } from '@/lib/policy/permissions';
import { BUILT_IN_ROLES, type BuiltInRole, permissionsOf } from '@/lib/policy/roles';
import type { Ground } from './ground';

/** Anything that can be done or seen. */
export type Spec = Command | Query;

/** Everything that can be done or seen, with its name in front for a test's title. */
export const SPECS = [...COMMANDS, ...QUERIES].map((spec): [Permission, Spec] => [spec.name, spec]);

/** What somebody was answered: an output, or a refusal with all that it tells. */
export type Answer = { done: unknown } | { refused: Record<string, unknown> };

/** Goes through the door, whichever of the two it is. Gives the answer; a bug is thrown as what it is. */
export async function answerTo(spec: Spec, actor: Actor, input: unknown): Promise<Answer> {
  try {
    return {
      done: spec.kind === 'command' ? await perform(spec, actor, input) : await ask(spec, actor, input),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, status, field, values, retryAfterSeconds } = error;
    const fieldErrors = error instanceof InvalidInput ? error.fieldErrors : undefined;
    return { refused: { code, message, status, field, values, retryAfterSeconds, fieldErrors } };
  }
}

/** An answer as the bytes that would travel. */
export const bytesOf = (answer: Answer): string =>
  JSON.stringify(answer, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value));

/** The code of a refusal, or `done`. */
export const codeOf = (answer: Answer): string =>
  'refused' in answer ? String(answer.refused.code) : 'done';

/** Fills the ground with what a deed needs, commits it, and gives an input that points at it. */
export function sampleOn(ground: Ground, spec: Spec, actor: Actor): Promise<unknown> {
  const { tenant } = ground;
  const actorId = actor.kind === 'person' ? actor.principal.id : newId(actor.request.at);
  return inTenant(tenant.id, (tx) => spec.sample({ tx, tenant, now: actor.request.at, actorId }));
}

const permissionsOfRole = (key: BuiltInRole) =>
  permissionsOf([{ key, access: key === 'viewer' ? 'read' : 'write', permissions: [] }], (name) =>
    QUERY_NAMES.has(name),
  );

/** The built-in roles that may do something, the humblest first. */
export const rolesThatMay = (name: Permission): BuiltInRole[] =>
  (['user', 'agent', 'support', 'supervisor', 'viewer', 'admin', 'owner'] as const).filter((role) =>
    permissionsOfRole(role).includes(name),
  );

/** The built-in roles that may not. */
export const rolesThatMayNot = (name: Permission): BuiltInRole[] =>
  BUILT_IN_ROLES.filter((role) => !rolesThatMay(name).includes(role));

/** Somebody who may: a stranger where strangers may, the operator for what is the operator's alone, else the humblest role. */
export async function whoMay(ground: Ground, spec: Spec): Promise<Actor> {
  if (OPERATORS_ONLY.includes(spec.name)) return ground.system();
  if (spec.proof === 'none') return ground.stranger();
  const [role] = rolesThatMay(spec.name);
  return signedIn(await ground.person(role ? [role] : ['owner']));
}

/**
 * The same actor as whom a deed is really done: what is about oneself, by somebody whose address is not confirmed yet; a
 * tenant, in one that does not exist yet; the browser that is trusted, in itself.
 */
export function whoDoes({ name }: Spec, allowed: Actor): Actor {
  if (name === 'tenant.create')
    return { ...allowed, tenant: { ...allowed.tenant, id: newId(allowed.request.at) } };
  if (allowed.kind !== 'person' || !ABOUT_ONESELF.includes(name)) return allowed;
  if (name === 'auth.device.trust') return showingKey(allowed, SAMPLE_KEY);
  return { ...allowed, principal: { ...allowed.principal, verified: false } };
}

/** Somebody in a browser whose key has signed their request, in a session that is bound to it. */
export const showingKey = (actor: Person, key: string): Person => ({
  ...actor,
  request: { ...actor.request, deviceKey: key },
  session: { ...actor.session, boundKey: key },
});

/** Writes the session that an actor of a test came with, so that deeds about sessions find it. */
export async function signedIn(actor: Person): Promise<Person> {
  const { tenant, principal, session, request } = actor;
  await inTenant(tenant.id, (tx) =>
    tx.insert(sessions).values({
      tenantId: tenant.id,
      id: session.id,
      personId: principal.id,
      userAgent: request.userAgent,
      assurance: session.assurance,
      methods: [...session.methods],
      provedAt: session.provedAt,
      createdAt: request.at,
      lastSeenAt: request.at,
      idleExpiresAt: after(request.at, tenant.settings.sessionIdleMs),
      expiresAt: after(request.at, tenant.settings.sessionAbsoluteMs),
    }),
  );
  return actor;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Takes an input that points at things which exist and gives one of the same shape that points at nothing, with the
 * pairs of what stood there and what stands there now.
 */
export function pointingNowhere(input: unknown, at: Date): { input: unknown; pairs: [string, string][] } {
  const pairs = new Map<string, string>();
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (value !== null && typeof value === 'object' && !(value instanceof Date) && !ArrayBuffer.isView(value))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]));
    if (typeof value !== 'string') return value;
    const other = pairs.get(value) ?? another(value, at);
    if (other !== value) pairs.set(value, other);
    return other;
  };
  return { input: replace(input), pairs: [...pairs] };
}

/** Another id, number, card or address of the same shape; any other text stays as it is. */
function another(text: string, at: Date): string {
  if (UUID.test(text)) return newId(at);
  const digits = () => String(Math.floor(1_000_000 + Math.random() * 9_000_000));
  if (/^\+?\d{9,15}$/.test(text)) return text.slice(0, -6) + digits().slice(0, 6);
  if (/^89\d{16,18}$/.test(text)) {
    const body = text.slice(0, -8) + digits();
    return body + luhnDigit(body);
  }
  if (/^\S+@\S+\.\S+$/.test(text)) return `nobody-${digits()}@example.com`;
  return text;
}
