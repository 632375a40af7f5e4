import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { identityDocuments } from '@/db/schema/person';
import { numbers, registrations, sims } from '@/db/schema/sim';
import { calendarOf } from '../base/clock';
import type { Iccid } from '../base/iccid';
import { idText } from '../base/id';
import { maskIccid, maskMsisdn } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { DOCUMENT_STATES, documentState } from '../person/kyc/kyc';
import { suspendedBy } from './life/suspended-by';
import { isPortOutLocked, NUMBER_STATES } from './number';

const PAGE = 25;
const MOST_NUMBERS = 50;

const ownNumber = z.strictObject({
  id: z.uuid(),
  msisdn: z.string(),
  state: z.enum(NUMBER_STATES),
  iccid: z.string().nullable(),
  simState: z.string().nullable(),
  since: z.date(),
  pendingRegistrationId: z.uuid().nullable(),
  /** Whether one can have it in use again by oneself: what staff suspended, staff let go. */
  mayResume: z.boolean(),
  portOut: z.strictObject({ isLocked: z.boolean(), endsAt: z.date().nullable() }),
});
export type OwnNumber = z.infer<typeof ownNumber>;

/** One's own numbers and the cards that carry them; one that awaits its code says by which registration. */
export const ownNumbers = query({
  name: 'number.list-own',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ numbers: z.array(ownNumber) }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const mine = await tx
      .select({
        id: numbers.id,
        msisdn: numbers.msisdn,
        state: numbers.state,
        iccid: sims.iccid,
        simState: sims.state,
        since: numbers.changedAt,
        pendingRegistrationId: registrations.id,
        portOutLockedAt: numbers.portOutLockedAt,
        portOutLockEndsAt: numbers.portOutLockEndsAt,
      })
      .from(numbers)
      .leftJoin(sims, and(eq(sims.tenantId, numbers.tenantId), eq(sims.id, numbers.simId)))
      .leftJoin(
        registrations,
        and(
          eq(registrations.tenantId, numbers.tenantId),
          eq(registrations.simId, numbers.simId),
          eq(registrations.state, 'pending_activation'),
        ),
      )
      .where(and(eq(numbers.tenantId, tenant.id), eq(numbers.holderId, actor.principal.id)))
      .orderBy(desc(numbers.id))
      .limit(MOST_NUMBERS);
    const shown = [];
    for (const { portOutLockedAt, portOutLockEndsAt, ...row } of mine)
      shown.push({
        ...row,
        iccid: row.iccid && maskIccid(row.iccid as Iccid),
        mayResume:
          row.state === 'suspended' &&
          row.simState === 'suspended' &&
          (await suspendedBy(tx, tenant.id, row.id)) === 'holder',
        portOut: {
          isLocked: isPortOutLocked({ portOutLockedAt, portOutLockEndsAt }, now),
          endsAt: portOutLockEndsAt,
        },
      });
    return { numbers: shown };
  },
  sample: async () => ({}),
});

/** An agent's own registrations, the newest first, as far as the agent may know the customer. */
export const ownRegistrations = query({
  name: 'registration.list-own',
  proof: 'second-factor',
  input: z.strictObject({ before: idText.optional() }),
  output: z.strictObject({
    registrations: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.string(),
        iccid: z.string(),
        state: z.enum(['pending_activation', 'active']),
        registeredAt: z.date(),
        activatedAt: z.date().nullable(),
        documentId: z.uuid(),
        documentState: z.enum(DOCUMENT_STATES),
      }),
    ),
    next: z.uuid().nullable(),
  }),
  async run({ tx, actor, tenant, now }, { before }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const rows = await tx
      .select({
        id: registrations.id,
        number: numbers.msisdn,
        iccid: sims.iccid,
        state: registrations.state,
        registeredAt: registrations.registeredAt,
        activatedAt: registrations.activatedAt,
        document: {
          id: identityDocuments.id,
          expiresOn: identityDocuments.expiresOn,
          verifiedAt: identityDocuments.verifiedAt,
          readyAt: identityDocuments.readyAt,
          refusedAt: identityDocuments.refusedAt,
        },
      })
      .from(registrations)
      .innerJoin(
        identityDocuments,
        and(
          eq(identityDocuments.tenantId, registrations.tenantId),
          eq(identityDocuments.id, registrations.documentId),
        ),
      )
      .innerJoin(
        numbers,
        and(eq(numbers.tenantId, registrations.tenantId), eq(numbers.id, registrations.numberId)),
      )
      .innerJoin(sims, and(eq(sims.tenantId, registrations.tenantId), eq(sims.id, registrations.simId)))
      .where(
        and(
          eq(registrations.tenantId, tenant.id),
          eq(registrations.registeredBy, actor.principal.id),
          before ? lt(registrations.id, before) : undefined,
        ),
      )
      .orderBy(desc(registrations.id))
      .limit(PAGE + 1);
    const { day } = calendarOf(now, tenant.timeZone);
    const shown = rows.slice(0, PAGE).map(({ document, ...row }) => ({
      ...row,
      documentId: document.id,
      documentState: documentState(document, day),
      number: maskMsisdn(row.number as Msisdn),
      iccid: maskIccid(row.iccid as Iccid),
    }));
    return { registrations: shown, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
  },
  sample: async () => ({}),
});
