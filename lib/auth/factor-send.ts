import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { MINUTE_MS } from '../base/clock';
import { idText } from '../base/id';
import { notSignedIn, Refusal } from '../base/refusal';
import { command, type SampleGround } from '../command/command';
import { promiseMessage } from '../notice/promise-message';
import { addsFactor } from '../policy/assurance';
import type { Tenant } from '../policy/tenant';
import { startAgain } from './claim-of-sign-in';
import { addressOn, type Contact, contactOf } from './find-contact';
import { METHOD_OF, phoneChannel } from './message-channel';
import { issueCode } from './one-time-code';
import { lockSignIn } from './open-session';
import { sampleSignIn } from './sample-sign-in';
import { type FactorPlace, purposeAt, takesSentCodes } from './second-factor';

type PhoneChannel = z.infer<typeof phoneChannel>;

/** On which channels a second factor can be sent to somebody who has shown these methods. */
export const channelsFor = (
  tenant: Tenant,
  contact: Contact | undefined,
  methods: readonly string[],
): PhoneChannel[] =>
  phoneChannel.options.filter(
    (channel) =>
      takesSentCodes(tenant) &&
      addressOn(contact, channel) !== undefined &&
      addsFactor(methods, METHOD_OF[channel]),
  );

export const cannotSend = () =>
  new Refusal(
    'factor_cannot_be_sent',
    'A code cannot be sent to your number here. Use your app, your passkey or a recovery code.',
    { status: 403 },
  );

type Sending = { personId: string; methods: readonly string[]; channel: PhoneChannel; place: FactorPlace };

/** Sends a second factor to the confirmed number of somebody who has shown a first one. */
async function sendFactor(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { personId, methods, channel, place }: Sending,
): Promise<void> {
  const found = await contactOf(tx, tenant, personId, { deviceId: null, at: now });
  const address = addressOn(found, channel);
  if (!address || !channelsFor(tenant, found, methods).includes(channel)) throw cannotSend();
  const purpose = purposeAt(place);
  const code = await issueCode(tx, tenant, now, { purpose, personId, address, channel, ...place });
  await promiseMessage(tx, tenant, now, {
    personId,
    channel,
    address,
    template: 'factorCode',
    locale: found?.locale ?? null,
    values: { code, minutes: String(tenant.settings.signIn.codeLivesMs / MINUTE_MS) },
  });
}

/** Sends the second factor of a sign-in, in the browser that began it. */
export const sendSecondFactor = command({
  name: 'auth.second-factor.send',
  proof: 'none',
  perMinute: 10,
  input: z.strictObject({ signInId: idText, channel: phoneChannel }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { signInId, channel }) {
    const begun = await lockSignIn(tx, tenant, actor.request, signInId);
    if (!begun?.personId || begun.methods.length === 0) throw startAgain();
    const { personId, methods } = begun;
    await sendFactor(tx, tenant, now, { personId, methods, channel, place: { signInId } });
    const evidence = { subject: `person:${personId}`, actorId: personId, change: { channel } };
    return { output: {}, evidence };
  },
  async sample(ground) {
    const { signInId, personId } = await sampleSignIn(ground);
    await giveNumber(ground, personId);
    return { signInId, channel: 'sms' };
  },
});

/** Sends the second factor of a session that is to prove itself again. */
export const sendStepUp = command({
  name: 'auth.step-up.send',
  proof: 'session',
  perMinute: 10,
  input: z.strictObject({ channel: phoneChannel }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { channel }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session } = actor;
    // What was shown second may be shown again; what was shown first would prove nothing more.
    const [first = ''] = session.methods;
    const place = { sessionId: session.id };
    await sendFactor(tx, tenant, now, { personId: principal.id, methods: [first], channel, place });
    return { output: {}, evidence: { subject: `session:${session.id}`, change: { channel } } };
  },
  async sample(ground) {
    await giveNumber(ground, ground.actorId);
    return { channel: 'sms' };
  },
});

/** Gives somebody of a sample a confirmed number. */
export async function giveNumber({ tx, tenant, now }: SampleGround, personId: string): Promise<void> {
  const mobile = `+2507${String(now.getTime() + Number.parseInt(personId.slice(-6), 16)).slice(-8)}`;
  await tx
    .update(users)
    .set({ mobile, mobileVerifiedAt: now })
    .where(and(eq(users.tenantId, tenant.id), eq(users.id, personId)));
}
