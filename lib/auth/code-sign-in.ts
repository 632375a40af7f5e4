import { z } from 'zod';
import { idText } from '../base/id';
import { command } from '../command/command';
import { afterFirstFactor, awaitsFactor, firstStep } from './after-first-factor';
import { claimOfSignIn, startAgain } from './claim-of-sign-in';
import { addressOn, contactOf } from './find-contact';
import { assertWay, METHOD_OF, WAY_OF } from './message-channel';
import { codeRefused, spendCodeIn, tryToIssueCode, typedCode } from './one-time-code';
import { beginSignIn, lockSignIn } from './open-session';
import { returnTry, takeTry } from './proof-budget';
import { samplePerson } from './sample-person';
import { sampleRequest } from './sample-request';

/** What no code is: a try that may not be made is answered as a wrong one, with the same work. */
const NEVER_RIGHT = '';

/** Signs in by the code that was sent, in the browser that asked for it. */
export const signInByCode = command({
  name: 'auth.code.sign-in',
  proof: 'none',
  input: z.strictObject({ signInId: idText, code: typedCode }),
  output: firstStep,
  async prepare({ actor, tenant, now }, { signInId }) {
    const claim = await claimOfSignIn(tenant, actor.request, signInId);
    return { claim, isOpen: await takeTry(claim, now) };
  },
  async run({ tx, actor, tenant, now }, { signInId, code }, { claim, isOpen }) {
    const { request } = actor;
    const begun = await lockSignIn(tx, tenant, request, signInId);
    if (!begun) return { refused: startAgain(), evidence: { subject: `sign-in:${signInId}` } };
    const { personId } = begun;
    const found = await contactOf(tx, tenant, personId, request);
    const { answer, address, channel } = await spendCodeIn(tx, tenant, now, {
      purpose: 'sign_in',
      personId,
      place: { signInId },
      code: isOpen ? code : NEVER_RIGHT,
    });
    const subject = personId ? `person:${personId}` : `sign-in:${signInId}`;
    const evidence = { subject, actorId: personId ?? undefined, change: { code: answer, channel } };
    // Between the sending and now the account may have been closed, the address given up, or the SIM swapped.
    const stands = channel !== undefined && addressOn(found, channel) === address;
    if (answer !== 'right' || !found || !stands) return { refused: codeRefused(), evidence };
    assertWay(tenant, WAY_OF[channel]);
    await returnTry(tx, claim, { complete: !awaitsFactor(tenant, found) });
    const methods = [METHOD_OF[channel]];
    const opening = { tx, tenant, request, personId: found.personId, methods };
    const next = await afterFirstFactor(opening, found, signInId);
    if (next.refused) return { refused: next.refused, evidence };
    return { output: next.output, evidence: { ...evidence, change: { ...next.change, method: methods[0] } } };
  },
  async sample(ground) {
    const { tx, tenant, now } = ground;
    const { personId, email } = await samplePerson(ground);
    const request = sampleRequest(ground);
    const signInId = await beginSignIn({ tx, tenant, request, personId, methods: [] });
    const issue = {
      purpose: 'sign_in' as const,
      personId,
      address: email,
      channel: 'email' as const,
      signInId,
    };
    return { signInId, code: await tryToIssueCode(tx, tenant, now, issue) };
  },
});
