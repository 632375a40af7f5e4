import { and, desc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { totpFactors } from '@/db/schema/auth';
import { handsetMessages } from '@/db/schema/notice';
import { users } from '@/db/schema/person';
import { numbers, sims } from '@/db/schema/sim';
import { totpPlace } from '../auth/second-factor';
import { totpCode } from '../auth/totp';
import { idText } from '../base/id';
import { notFound } from '../base/refusal';
import { unseal } from '../base/seal';
import { query } from '../command/command';
import { insertPerson } from '../person/new-person';
import { demoOnly } from './demo-only';

const MOST_MESSAGES = 20;
const PERIOD_MS = 30_000;

/**
 * Gives what somebody of the demo would see on their telephone: its SIM cards, its messages, and the codes that the
 * authenticator app shows. It opens secrets to whoever asks, so there is none where people are real.
 */
export const demoPhone = query({
  name: 'demo.phone',
  proof: 'none',
  perMinute: 600,
  input: z.strictObject({ personId: idText }),
  output: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    mobile: z.string().nullable(),
    lines: z.array(
      z.strictObject({
        msisdn: z.string(),
        numberState: z.enum(['pending', 'active', 'suspended', 'retired']),
        iccid: z.string().nullable(),
      }),
    ),
    codes: z.array(
      z.strictObject({ id: z.uuid(), code: z.string(), validUntil: z.date(), confirmed: z.boolean() }),
    ),
    messages: z.array(
      z.strictObject({
        id: z.uuid(),
        channel: z.enum(['sms', 'email', 'whatsapp']),
        address: z.string(),
        subject: z.string(),
        body: z.string(),
        at: z.date(),
      }),
    ),
  }),
  async run({ tx, tenant, now }, { personId }) {
    demoOnly();
    const [person] = await tx
      .select({ id: users.id, name: users.name, email: users.email, mobile: users.mobile })
      .from(users)
      .where(and(eq(users.tenantId, tenant.id), eq(users.id, personId)));
    if (!person) throw notFound();
    const { id, name, email, mobile } = person;
    const lines = await linesOf(tx, tenant.id, id);
    const addresses = [email, mobile, ...lines.map((line) => line.msisdn)].filter(
      (address) => address !== null,
    );
    return {
      id,
      name,
      email,
      mobile,
      lines,
      codes: await codesOf(tx, tenant.id, id, now),
      messages: await messagesAt(tx, tenant.id, addresses),
    };
  },
  async sample({ tx, tenant, now }) {
    const email = `sample-${now.getTime()}@example.com`;
    const personId = await insertPerson(tx, tenant.id, now, {
      name: 'Sample Person',
      email,
      status: 'active',
      roles: [],
    });
    return { personId };
  },
});

function linesOf(tx: Tx, tenantId: string, personId: string) {
  return tx
    .select({ msisdn: numbers.msisdn, numberState: numbers.state, iccid: sims.iccid })
    .from(numbers)
    .leftJoin(sims, and(eq(sims.tenantId, numbers.tenantId), eq(sims.id, numbers.simId)))
    .where(and(eq(numbers.tenantId, tenantId), eq(numbers.holderId, personId)))
    .orderBy(numbers.id);
}

/** An app shows its codes before the enrolment is confirmed, too: with the first of them it is. */
async function codesOf(tx: Tx, tenantId: string, personId: string, now: Date) {
  const factors = await tx
    .select({ id: totpFactors.id, secret: totpFactors.secret, confirmedAt: totpFactors.confirmedAt })
    .from(totpFactors)
    .where(and(eq(totpFactors.tenantId, tenantId), eq(totpFactors.personId, personId)))
    .orderBy(totpFactors.id);
  const validUntil = new Date((Math.floor(now.getTime() / PERIOD_MS) + 1) * PERIOD_MS);
  return factors.map(({ id, secret, confirmedAt }) => ({
    id,
    code: totpCode(unseal(secret, 'totp', totpPlace(tenantId, id)), now),
    validUntil,
    confirmed: confirmedAt !== null,
  }));
}

function messagesAt(tx: Tx, tenantId: string, addresses: string[]) {
  const { id, channel, address, subject, body, at } = handsetMessages;
  return tx
    .select({ id, channel, address, subject, body, at })
    .from(handsetMessages)
    .where(and(eq(handsetMessages.tenantId, tenantId), inArray(address, addresses)))
    .orderBy(desc(id))
    .limit(MOST_MESSAGES);
}
