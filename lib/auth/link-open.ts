import { z } from 'zod';
import { inTenantReadOnly } from '@/db/client';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import type { RequestFacts } from '../policy/actor';
import { afterFirstFactor, firstStep } from './after-first-factor';
import { addressOn, contactOf } from './find-contact';
import {
  isShortCode,
  type Link,
  linkRefused,
  lockLink,
  lookAtLink,
  missLink,
  shortCodeOf,
  spendLink,
} from './link';
import { assertWay } from './message-channel';
import { codeRefused, typedCode } from './one-time-code';
import { beginSignIn, browserOf, endSignIn } from './open-session';
import { returnTry, takeTry } from './proof-budget';
import { sampleLink } from './sample-link';
import { samplePerson } from './sample-person';
import { sampleRequest } from './sample-request';

export const linkToken = z.string().min(1).max(100);

/** Whether this is the browser that asked for a link; one without a cookie of ours is none in particular. */
export const isAskedHere = ({ browserFingerprint }: Link, request: RequestFacts): boolean =>
  request.deviceId !== null && browserFingerprint?.equals(browserOf(request)) === true;

/**
 * Signs in by a link: at once in the browser that asked for it, in another one with the six digits that the first one
 * shows. So whoever gets hold of the mail alone gets nothing, and neither does whoever asked in somebody's name.
 */
export const openSignInLink = command({
  name: 'auth.link.open',
  proof: 'none',
  perMinute: 20,
  input: z.strictObject({ token: linkToken, code: typedCode.optional() }),
  output: firstStep,
  async prepare({ actor, tenant, now }, { token, code }) {
    const { request } = actor;
    const { deviceId, ip } = request;
    const which = { purpose: 'sign_in' as const, token };
    const { link, found } = await inTenantReadOnly(tenant.id, async (tx) => {
      const link = await lookAtLink(tx, tenant, now, which);
      return { link, found: link && (await contactOf(tx, tenant, link.personId, request)) };
    });
    if (!link || isAskedHere(link, request) || code === undefined) return undefined;
    const knownDeviceId = found?.knownDevice ? deviceId : null;
    const claim = { tenantId: tenant.id, account: link.personId ?? link.id, ip, knownDeviceId };
    return { claim, isOpen: await takeTry(claim, now) };
  },
  async run({ tx, actor, tenant, now }, { token, code }, guess) {
    assertWay(tenant, 'magicLink');
    const { request } = actor;
    const which = { purpose: 'sign_in' as const, token };
    const link = await lockLink(tx, tenant, now, which);
    if (!link) return { refused: linkRefused(), evidence: { severity: 'notice' } };
    const { personId, signInId } = link;
    const isHere = isAskedHere(link, request);
    const evidence = { subject: `person:${personId}`, actorId: personId ?? undefined };
    if (!isHere) {
      if (code === undefined) throw needsCode();
      if (!guess?.isOpen || !isShortCode(link, code)) {
        await missLink(tx, tenant, link.id);
        return { refused: codeRefused(), evidence: { ...evidence, change: { code: 'wrong' } } };
      }
      await returnTry(tx, guess.claim, { complete: false });
    }
    await spendLink(tx, tenant, now, which);
    const found = await contactOf(tx, tenant, personId, request);
    if (!found || addressOn(found, 'email') !== link.address) return { refused: linkRefused(), evidence };
    // The browser that waits is told that the link was opened, and can do nothing more with its sign-in.
    if (!isHere && signInId) await endSignIn(tx, tenant, signInId, now);
    const opening = { tx, tenant, request, personId: found.personId, methods: ['magic-link'] };
    const next = await afterFirstFactor(opening, found, isHere ? (signInId ?? undefined) : undefined);
    if (next.refused) return { refused: next.refused, evidence };
    const change = { ...next.change, where: isHere ? 'the browser that asked' : 'another browser' };
    return { output: next.output, evidence: { ...evidence, change } };
  },
  async sample(ground) {
    const { tx, tenant } = ground;
    const { personId, email } = await samplePerson(ground);
    const request = sampleRequest(ground);
    const signInId = await beginSignIn({ tx, tenant, request, personId, methods: [] });
    const asked = { signInId, browserFingerprint: browserOf(request) };
    const token = await sampleLink(ground, { purpose: 'sign_in', personId, address: email, asked });
    return { token, code: shortCodeOf(signInId) };
  },
});

const needsCode = () =>
  new Refusal(
    'link_needs_code',
    'Enter the six digits that stand in the browser in which you asked for this link.',
    { field: 'code' },
  );
