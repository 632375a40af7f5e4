import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { identityDocuments, users } from '@/db/schema/person';
import { numbers } from '@/db/schema/sim';
import { units } from '@/db/schema/tenant';
import { findEvents } from '../audit/find-events';
import { readEvents } from '../audit/read-events';
import { readSessionStatus, sessionStatus } from '../auth/session-status';
import { calendarOf } from '../base/clock';
import { idText } from '../base/id';
import { maskMsisdn } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import { notFound } from '../base/refusal';
import { query } from '../command/command';
import { type Actor, personIdOf } from '../policy/actor';
import { permissionsOf } from '../policy/roles';
import type { Tenant } from '../policy/tenant';
import { isView } from '../policy/views';
import { DOCUMENT_KINDS, maskDocument, openDocument } from './document';
import { rolesHeld, rolesOfTenant, type StoredRole } from './held-roles';
import { DOCUMENT_STATES, documentState } from './kyc/kyc';
import { PERSON_STATUSES } from './list-people';
import { insertPerson } from './new-person';
import { personSecurity, readPersonSecurity } from './person-security';
import { type Changer, refusalOfChange, refusalOfTouch } from './role-rules';

/** Rows of each list: what fits on one screen. The audit log holds the rest. */
const MOST = 10;

const NUMBER_STATES = ['pending', 'active', 'suspended', 'retired'] as const;

const output = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  mobile: z.string().nullable(),
  mobileVerified: z.boolean(),
  status: z.enum(PERSON_STATUSES),
  locale: z.string().nullable(),
  unit: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
  createdAt: z.date(),
  lastSeenAt: z.date().nullable(),
  roles: z.array(z.strictObject({ key: z.string(), name: z.string(), removable: z.boolean() })),
  /** The roles that the asker could give this person now. */
  assignable: z.array(z.strictObject({ key: z.string(), name: z.string() })),
  /** Whether the asker could let go of what is held back. */
  liftable: z.boolean(),
  /** Whether the asker could end this person's sessions. */
  touchable: z.boolean(),
  /** Whether the asker could revoke this person's browsers. */
  revocable: z.boolean(),
  documents: z.array(
    z.strictObject({
      ...{ id: z.uuid(), kind: z.enum(DOCUMENT_KINDS), number: z.string(), createdAt: z.date() },
      ...{
        state: z.enum(DOCUMENT_STATES),
        expiresOn: z.string().nullable(),
        verifiedAt: z.date().nullable(),
      },
    }),
  ),
  numbers: z.strictObject({
    count: z.number().int(),
    shown: z.array(z.strictObject({ id: z.uuid(), msisdn: z.string(), state: z.enum(NUMBER_STATES) })),
  }),
  /** The live ones, each with how far it is trusted and why. */
  sessions: z.array(sessionStatus),
  security: personSecurity,
  events: z.array(
    z.strictObject({
      id: z.uuid(),
      at: z.date(),
      command: z.string(),
      outcome: z.string(),
      actorId: z.uuid().nullable(),
      actorName: z.string().nullable(),
    }),
  ),
});

export type ShownPerson = z.infer<typeof output>;

/** One person on one screen: profile, roles, documents and numbers masked, live sessions, and the last events about or by them. */
export const showPerson = query({
  name: 'person.show',
  proof: 'second-factor',
  input: z.strictObject({ personId: idText }),
  output,
  async run({ tx, actor, tenant, now }, { personId }) {
    const { unitId, unitName, emailVerifiedAt, mobileVerifiedAt, ...person } = await readPerson(
      tx,
      tenant.id,
      personId,
    );
    const held = await rolesHeld(tx, tenant.id, personId);
    return {
      ...person,
      emailVerified: emailVerifiedAt !== null,
      mobileVerified: mobileVerifiedAt !== null,
      unit: unitId && unitName ? { id: unitId, name: unitName } : null,
      ...(await changesOpenTo(tx, actor, personId, held)),
      documents: await readDocuments(tx, tenant, personId, now),
      numbers: await readNumbers(tx, tenant.id, personId),
      sessions: await readSessionStatus(tx, tenant, now, {
        personId,
        permissions: permissionsOf(held, isView),
      }),
      security: await readPersonSecurity(tx, tenant.id, personId, {
        now,
        seesEvents: may(actor, 'audit.list'),
      }),
      events: may(actor, 'audit.list') ? await lastEvents(tx, tenant.id, personId) : [],
    };
  },
  async sample({ tx, tenant, now }) {
    const email = 'shown-sample@example.com';
    const personId = await insertPerson(tx, tenant.id, now, {
      name: 'Shown Sample',
      email,
      status: 'active',
      roles: ['user'],
    });
    return { personId };
  },
});

const may = (
  actor: Actor,
  name:
    | 'audit.list'
    | 'role.assign'
    | 'role.remove'
    | 'person.device.revoke'
    | 'person.hold.lift'
    | 'person.sessions.end',
) => actor.kind !== 'person' || actor.principal.permissions.includes(name);

/** What the asker could change, by the rules that the commands ask again. */
async function changesOpenTo(tx: Tx, actor: Actor, personId: string, held: StoredRole[]) {
  const askerId = personIdOf(actor);
  const changer: Changer = askerId ? { roles: await rolesHeld(tx, actor.tenant.id, askerId) } : 'operator';
  const subject = { roles: held };
  const isAbove = refusalOfTouch(changer, subject) !== undefined;
  const open = (role: StoredRole) => !refusalOfChange(changer, role, subject);
  const others = may(actor, 'role.assign')
    ? (await rolesOfTenant(tx, actor.tenant.id)).filter(({ id }) => held.every((role) => role.id !== id))
    : [];
  return {
    roles: held.map((role) => ({
      key: role.key,
      name: role.name,
      removable: may(actor, 'role.remove') && open(role),
    })),
    assignable: others.filter(open).map(({ key, name }) => ({ key, name })),
    touchable: may(actor, 'person.sessions.end') && !isAbove,
    revocable: may(actor, 'person.device.revoke') && !isAbove,
    liftable: may(actor, 'person.hold.lift') && askerId !== personId && !isAbove,
  };
}

async function readPerson(tx: Tx, tenantId: string, personId: string) {
  const [person] = await tx
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      emailVerifiedAt: users.emailVerifiedAt,
      mobile: users.mobile,
      mobileVerifiedAt: users.mobileVerifiedAt,
      status: users.status,
      locale: users.locale,
      createdAt: users.createdAt,
      lastSeenAt: users.lastSeenAt,
      unitId: units.id,
      unitName: units.name,
    })
    .from(users)
    .leftJoin(units, and(eq(units.tenantId, users.tenantId), eq(units.id, users.unitId)))
    .where(and(eq(users.tenantId, tenantId), eq(users.id, personId)));
  if (!person) throw notFound();
  return person;
}

async function readDocuments(tx: Tx, { id: tenantId, timeZone }: Tenant, personId: string, now: Date) {
  const found = await tx
    .select()
    .from(identityDocuments)
    .where(and(eq(identityDocuments.tenantId, tenantId), eq(identityDocuments.personId, personId)))
    .orderBy(desc(identityDocuments.id))
    .limit(MOST);
  const { day } = calendarOf(now, timeZone);
  return found.map((document) => ({
    ...{ id: document.id, kind: document.kind, createdAt: document.createdAt },
    ...{
      state: documentState(document, day),
      expiresOn: document.expiresOn,
      verifiedAt: document.verifiedAt,
    },
    number: maskDocument(openDocument(tenantId, document.id, document.number)),
  }));
}

async function readNumbers(tx: Tx, tenantId: string, personId: string) {
  const held = and(eq(numbers.tenantId, tenantId), eq(numbers.holderId, personId));
  const shown = await tx
    .select({ id: numbers.id, msisdn: numbers.msisdn, state: numbers.state })
    .from(numbers)
    .where(held)
    .orderBy(desc(numbers.id))
    .limit(MOST);
  const [counted] = await tx.select({ count: sql<number>`count(*)::int` }).from(numbers).where(held);
  return {
    count: counted?.count ?? 0,
    shown: shown.map((number) => ({ ...number, msisdn: maskMsisdn(number.msisdn as Msisdn) })),
  };
}

/** The newest of what they did and of what was done to them, each out of its own index. */
async function lastEvents(tx: Tx, tenantId: string, personId: string) {
  const page = { size: MOST };
  const by = await findEvents(tx, tenantId, { actorId: personId }, page);
  const about = await findEvents(tx, tenantId, { subject: `person:${personId}` }, page);
  const ids = new Set([...by.rows, ...about.rows].map(({ id }) => id));
  const newest = [...ids].sort().reverse().slice(0, MOST);
  return (await readEvents(tx, tenantId, newest)).map(({ id, at, command, outcome, actorId, actorName }) => ({
    id,
    at,
    command,
    outcome,
    actorId,
    actorName,
  }));
}
