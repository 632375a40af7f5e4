import { randomInt } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { numbers, registrations, sims } from '@/db/schema/sim';
import { issueCode } from '../auth/one-time-code';
import { newId } from '../base/id';
import { luhnDigit } from '../base/luhn';
import { type Msisdn, parseMsisdn } from '../base/msisdn';
import type { SampleGround } from '../command/command';
import { lockIdentity } from './document';
import { sealSecrets } from './secrets';

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');

export const newNumber = (country: string): Msisdn => parseMsisdn(`+25078${digits(7)}`, country);

export const newIdentity = () => ({
  kind: 'national_id' as const,
  number: `1${digits(15)}`,
  givenNames: 'Sample',
  familyName: 'Customer',
  birthDate: '1990-05-17',
  expiresOn: '2099-12-31',
});

/** Writes a card into the stock, for the samples of commands. */
export async function sampleStock({ tx, tenant, now }: SampleGround) {
  const id = newId(now);
  const body = `8925010${digits(11)}`;
  const iccid = `${body}${luhnDigit(body)}`;
  const sim = {
    tenantId: tenant.id,
    id,
    iccid,
    iccidBackwards: [...iccid].reverse().join(''),
    imsi: `63510${digits(10)}`,
    secrets: sealSecrets(tenant.id, id, { pin1: '1234', puk1: '12345678', pin2: '4321', puk2: '87654321' }),
    state: 'in_stock' as const,
    createdAt: now,
    changedAt: now,
  };
  await tx.insert(sims).values(sim);
  return sim;
}

/** The form of an agent who registers a card of the stock for a new customer. */
export async function sampleRegistrationInput(ground: SampleGround) {
  const { iccid } = await sampleStock(ground);
  const { kind, number, ...identity } = newIdentity();
  const msisdn = newNumber(ground.tenant.country);
  return { iccid, msisdn, ...identity, documentKind: kind, documentNumber: number, key: newId(ground.now) };
}

/** Writes a registration that awaits its customer's code; gives the code. */
export async function samplePendingNumber(
  ground: SampleGround,
  over: { holderId?: string; registeredBy?: string } = {},
) {
  const { tx, tenant, now } = ground;
  const sim = await sampleStock({ ...ground });
  const msisdn = newNumber(tenant.country);
  const newcomer = { email: null, mobile: msisdn, locale: 'en', registeredBy: null };
  const identity = await lockIdentity(tx, tenant, now, newIdentity(), newcomer);
  const { documentId } = identity;
  const personId = over.holderId ?? identity.personId;
  const [numberId, registrationId] = [newId(now), newId(now)];
  await tx.insert(numbers).values({
    ...{
      tenantId: tenant.id,
      id: numberId,
      msisdn,
      state: 'pending',
      simId: sim.id,
      holderId: personId,
      documentId,
    },
    ...{ createdAt: now, changedAt: now },
  });
  await tx.insert(registrations).values({
    ...{ tenantId: tenant.id, id: registrationId, simId: sim.id, numberId, personId, documentId },
    ...{ state: 'pending_activation', registeredBy: over.registeredBy ?? personId, registeredAt: now },
  });
  await tx
    .update(sims)
    .set({ state: 'reserved' })
    .where(and(eq(sims.tenantId, tenant.id), eq(sims.id, sim.id)));

  const code = await issueCode(tx, tenant, now, {
    purpose: 'activate_number',
    personId,
    address: msisdn,
    channel: 'sms',
  });
  return { msisdn, code, registrationId };
}
