import { z } from 'zod';
import { MINUTE_MS } from '../base/clock';
import { command } from '../command/command';
import { promiseMessage } from '../notice/promise-message';
import { identifier, normalName } from './find-account';
import { addressOn, findContact } from './find-contact';
import { assertWay, channelThatFits, messageChannel, WAY_OF } from './message-channel';
import { tryToIssueCode } from './one-time-code';
import { beginSignIn, browserOf } from './open-session';
import { mayTry } from './proof-budget';
import { samplePerson } from './sample-person';

/**
 * Sends a code to sign in with to whoever owns the name, on the channel chosen or the one that fits the name. Where nobody does, or nothing may be sent there now, it makes
 * the code for nobody with the same work and the same answer. Gives the sign-in, for the cookie of the browser that asked.
 */
export const sendSignInCode = command({
  name: 'auth.code.send',
  proof: 'none',
  perMinute: 10,
  input: z.strictObject({ identifier, channel: messageChannel.or(z.literal('fitting')).default('fitting') }),
  output: z.strictObject({ signInId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { identifier: typed, channel: chosen }) {
    const { request } = actor;
    const { deviceId, ip } = request;
    const name = normalName(typed, tenant);
    const value = 'email' in name ? name.email : name.mobile;
    const channel = chosen === 'fitting' ? channelThatFits(tenant, name) : chosen;
    assertWay(tenant, WAY_OF[channel]);
    const found = await findContact(tx, tenant, name, request);
    const claim = {
      tenantId: tenant.id,
      account: found?.personId ?? JSON.stringify(name),
      ip,
      knownDeviceId: found?.knownDevice ? deviceId : null,
    };
    const open = await mayTry(tx, claim, now);
    const reached = open ? addressOn(found, channel) : undefined;
    const personId = reached === undefined ? null : (found?.personId ?? null);
    const livesMs = tenant.settings.signIn.codeLivesMs;
    const signInId = await beginSignIn({ tx, tenant, request, personId, methods: [], livesMs });
    const address = reached ?? value;
    const ownBrowser = found?.knownDevice ? browserOf(request) : undefined;
    const issue = { purpose: 'sign_in' as const, personId, address, channel, signInId, ownBrowser };
    const code = await tryToIssueCode(tx, tenant, now, issue);
    const isSent = code !== undefined && personId !== null;
    await promiseMessage(tx, tenant, now, {
      personId,
      channel: isSent ? channel : 'none',
      address,
      template: 'signInCode',
      locale: found?.locale ?? null,
      values: { code: code ?? '', minutes: String(livesMs / MINUTE_MS) },
    });
    return {
      output: { signInId },
      evidence: {
        subject: found ? `person:${found.personId}` : `sign-in:${signInId}`,
        change: { channel, sent: isSent },
      },
    };
  },
  async sample(ground) {
    const { email } = await samplePerson(ground);
    return { identifier: email, channel: 'email' };
  },
});
