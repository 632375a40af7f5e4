import { z } from 'zod';
import { MINUTE_MS } from '../base/clock';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { promiseMessage } from '../notice/promise-message';
import { originOf } from '../policy/origin';
import { identifier, normalName } from './find-account';
import { addressOn, findContact } from './find-contact';
import { issueLink } from './link';
import { assertWay } from './message-channel';
import { beginSignIn, browserOf } from './open-session';
import { samplePerson } from './sample-person';

const SENDS_AN_HOUR = 3;

/** Sends a link to sign in with to whoever owns the e-mail address; where nobody does, it is made for nobody. */
export const sendSignInLink = command({
  name: 'auth.link.send',
  proof: 'none',
  perMinute: 10,
  input: z.strictObject({ identifier }),
  output: z.strictObject({ signInId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { identifier: typed }) {
    assertWay(tenant, 'magicLink');
    const { request } = actor;
    const name = normalName(typed, tenant);
    if (!('email' in name)) throw notAnAddress();
    const found = await findContact(tx, tenant, name, request);
    const reached = addressOn(found, 'email');
    const personId = reached === undefined ? null : (found?.personId ?? null);
    const livesMs = tenant.settings.signIn.linkLivesMs;
    const signInId = await beginSignIn({ tx, tenant, request, personId, methods: [], livesMs });
    const link = await issueLink(tx, tenant, now, {
      ...{ purpose: 'sign_in', personId, address: name.email, channel: 'email', livesMs },
      sendsAnHour: SENDS_AN_HOUR,
      ownBrowser: found?.knownDevice ? browserOf(request) : undefined,
      asked: { signInId, browserFingerprint: browserOf(request) },
    });
    const isSent = link !== undefined && personId !== null;
    await promiseMessage(tx, tenant, now, {
      personId,
      channel: isSent ? 'email' : 'none',
      address: name.email,
      template: 'signInLink',
      locale: found?.locale ?? null,
      values: {
        link: `${originOf(tenant)}/sign-in/link?token=${link?.token ?? ''}`,
        minutes: String(livesMs / MINUTE_MS),
      },
    });
    return {
      output: { signInId },
      evidence: {
        subject: found ? `person:${found.personId}` : `sign-in:${signInId}`,
        change: { channel: 'email', sent: isSent },
      },
    };
  },
  async sample(ground) {
    const { email } = await samplePerson(ground);
    return { identifier: email };
  },
});

const notAnAddress = () =>
  new Refusal('email_invalid', 'This is not an e-mail address. Type it as name@example.com.', {
    field: 'identifier',
  });
