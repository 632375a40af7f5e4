import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { numbers, registrations, sims } from '@/db/schema/sim';
import { calendarOf } from '../base/clock';
import { iccidText } from '../base/iccid';
import { newId } from '../base/id';
import { type Msisdn, parseMsisdn } from '../base/msisdn';
import { atField, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { keyText } from '../command/key-text';
import { isExpired } from '../person/kyc/kyc';
import { writeWords } from '../person/new-person';
import { personIdOf } from '../policy/actor';
import type { Tenant } from '../policy/tenant';
import { assertMayHoldAnother, lockIdentity } from './document';
import { cutLastHolder } from './life/cut-last-holder';
import { moveSim } from './move-sim';
import { advanceNumber, hasRested } from './number';
import { sampleRegistrationInput } from './sample-registration';
import { sendActivationCode } from './send-activation-code';

const YOUNGEST_YEARS = 16;
const OLDEST_YEARS = 120;

const name = (missing: string) => z.string().trim().min(1, missing).max(80);

/**
 * Registers a SIM out of the stock for a customer, new or known by their document, and sends the code that activates it
 * to that SIM. The number is the customer's in name only until they have entered the code.
 * Source of the limits: RURA's SIM registration rules of 2019.
 */
export const registerSim = command({
  name: 'sim.register',
  proof: 'second-factor',
  idempotencyKey: 'key',
  input: z.strictObject({
    iccid: iccidText,
    msisdn: z.string().max(64),
    givenNames: name('Enter the given names as on the document.'),
    familyName: name('Enter the family name as on the document.'),
    birthDate: z.iso.date({ error: 'Enter the birth date as on the document.' }),
    documentKind: z.enum(['national_id', 'passport'], 'Choose the kind of document.'),
    documentNumber: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{4,30}$/, 'A document number has 5 to 31 letters and digits.'),
    /** The last day that is printed on it, if one is. */
    expiresOn: z.iso.date({ error: 'Enter the day as on the document.' }).optional(),
    email: z.email('Type the address as name@example.com.').toLowerCase().max(254).optional(),
    language: z.enum(['en', 'fr']).default('en'),
    key: keyText,
  }),
  output: z.strictObject({
    registrationId: z.uuid(),
    documentId: z.uuid(),
    number: z.string(),
    knownCustomer: z.boolean(),
  }),
  async run({ tx, actor, tenant, now }, input) {
    const agentId = personIdOf(actor);
    const msisdn = atField('msisdn', () => parseMsisdn(input.msisdn, tenant.country));
    assertOldEnough(input.birthDate, now);
    assertNotExpired(input.expiresOn, calendarOf(now, tenant.timeZone).day);
    const sim = await lockStock(tx, tenant.id, input.iccid, msisdn);
    const numberId = await freeNumber(tx, tenant, msisdn, now);
    const { givenNames, familyName, birthDate, documentKind: kind, documentNumber, email, language } = input;
    const { expiresOn = null } = input;
    const identity = { kind, number: documentNumber, givenNames, familyName, birthDate, expiresOn };
    const newcomer = { email: email ?? null, mobile: msisdn, locale: language, registeredBy: agentId };
    const { documentId, personId, isNew } = await lockIdentity(tx, tenant, now, identity, newcomer);
    if (personId === agentId) throw ownRegistration();
    await assertMayHoldAnother(tx, tenant, documentId, kind);

    // Before anything is sent to it, the number leads to nobody but whoever has it now.
    if (numberId) await cutLastHolder(tx, tenant, now, { msisdn, nextHolderId: personId });
    if (!isNew) await giveName(tx, tenant.id, personId, msisdn);
    const number = {
      simId: sim.id,
      holderId: personId,
      documentId,
      state: 'pending' as const,
      changedAt: now,
    };
    const id = numberId ?? newId(now);
    if (numberId) {
      await tx
        .update(numbers)
        .set({
          ...number,
          activatedAt: null,
          retiredAt: null,
          portOutLockedAt: null,
          portOutLockEndsAt: null,
        })
        .where(and(eq(numbers.tenantId, tenant.id), eq(numbers.id, id)));
    } else {
      await tx.insert(numbers).values({ tenantId: tenant.id, id, msisdn, createdAt: now, ...number });
    }
    await moveSim(tx, tenant.id, sim, 'reserved', { now, actorId: agentId, numberId: id });
    const registrationId = newId(now);
    await tx.insert(registrations).values({
      ...{ tenantId: tenant.id, id: registrationId, simId: sim.id, numberId: id, personId, documentId },
      ...{ state: 'pending_activation', registeredBy: agentId ?? personId, registeredAt: now },
    });
    await sendActivationCode(tx, tenant, now, { personId, msisdn, locale: language });
    return {
      output: { registrationId, documentId, number: msisdn, knownCustomer: !isNew },
      evidence: {
        subject: `registration:${registrationId}`,
        change: { sim: sim.id, number: id, person: personId, document: kind, knownCustomer: !isNew },
      },
    };
  },
  sample: sampleRegistrationInput,
});

function assertOldEnough(birthDate: string, now: Date): void {
  const born = new Date(`${birthDate}T00:00:00Z`);
  const years = (count: number) =>
    new Date(Date.UTC(born.getUTCFullYear() + count, born.getUTCMonth(), born.getUTCDate()));
  if (years(YOUNGEST_YEARS) > now || years(OLDEST_YEARS) < now) {
    throw new Refusal(
      'age_out_of_range',
      'A customer is at least {youngest} years old. Read the birth date again.',
      {
        field: 'birthDate',
        values: { youngest: YOUNGEST_YEARS },
      },
    );
  }
}

function assertNotExpired(expiresOn: string | undefined, day: string): void {
  if (!expiresOn || !isExpired({ expiresOn }, day)) return;
  throw new Refusal(
    'document_expired',
    'This document has expired. Ask the customer for one that is valid.',
    { field: 'expiresOn' },
  );
}

async function lockStock(tx: Tx, tenantId: string, iccid: string, msisdn: Msisdn) {
  const [sim] = await tx
    .select()
    .from(sims)
    .where(and(eq(sims.tenantId, tenantId), eq(sims.iccid, iccid)))
    .for('update');
  if (sim?.state !== 'in_stock') {
    throw new Refusal(
      'sim_not_in_stock',
      'This SIM is not in the stock, or it is registered already. Take another card.',
      {
        status: 409,
        field: 'iccid',
      },
    );
  }
  if (sim.presetMsisdn && sim.presetMsisdn !== msisdn) {
    throw new Refusal(
      'sim_has_another_number',
      'This card was made for another number. Take another card, or its own number.',
      {
        status: 409,
        field: 'msisdn',
      },
    );
  }
  return sim;
}

/** Gives the id of a retired number that has rested long enough, or undefined for one that was never ours. */
async function freeNumber(tx: Tx, tenant: Tenant, msisdn: Msisdn, now: Date): Promise<string | undefined> {
  const [number] = await tx
    .select()
    .from(numbers)
    .where(and(eq(numbers.tenantId, tenant.id), eq(numbers.msisdn, msisdn)))
    .for('update');
  if (!number) return undefined;
  if (hasRested(number, tenant.settings.numberRestsMs, now)) return advanceNumber(number, 'pending', now).id;
  throw new Refusal(
    'number_is_taken',
    'This number is registered, or it was until lately. Choose another number.',
    {
      status: 409,
      field: 'msisdn',
    },
  );
}

/** Somebody whose only number was given to another has no name left to sign in with: the new one is their claim. */
async function giveName(tx: Tx, tenantId: string, personId: string, mobile: Msisdn): Promise<void> {
  const nameless = and(isNull(users.email), isNull(users.mobile));
  const [person] = await tx
    .update(users)
    .set({ mobile })
    .where(and(eq(users.tenantId, tenantId), eq(users.id, personId), nameless))
    .returning({ name: users.name });
  if (person) await writeWords(tx, tenantId, personId, { name: person.name, mobile });
}

const ownRegistration = () =>
  new Refusal('own_registration', 'Nobody registers a SIM for themselves. A colleague can do it.', {
    status: 403,
  });
