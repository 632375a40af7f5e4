import { z } from 'zod';
import { notSignedIn } from '../../base/refusal';
import { command } from '../../command/command';
import { WANTS } from '../factor-ways';
import { factorsOf, kindsThatCount, passkeysThatCount } from '../own-factors';
import { evidenceOfKey, raiseSession } from '../raise-session';
import { assertionText } from './answer';
import { credentialsOf, requestOf, requestOptions } from './begin-assertion';
import { checkAssertion, passkeyRefused } from './check-assertion';
import { sampleAssertion, storeSample } from './sample-passkey';

const purposeFor = (personId: string) => ({ purpose: 'step_up', personId }) as const;

/** Begins to prove oneself again with a passkey of one's own: any, or one that is bound to its device. */
export const beginStepUpPasskey = command({
  name: 'auth.step-up.passkey.begin',
  proof: 'session',
  input: z.strictObject({ want: z.enum(WANTS).default('second-factor') }),
  output: z.strictObject({ options: requestOptions }),
  async run({ tx, actor, tenant }, { want }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const counting = passkeysThatCount(tenant, await factorsOf(tx, tenant.id, personId));
    const wanted = counting.filter((passkey) => want !== 'device-passkey' || !passkey.backupEligible);
    const allowed = await credentialsOf(tx, tenant.id, wanted);
    const evidence = { subject: `session:${actor.session.id}` };
    if (allowed.length === 0) return { refused: passkeyRefused(), evidence };
    const options = await requestOf({ tx, tenant, request: actor.request }, purposeFor(personId), allowed);
    return { output: { options }, evidence };
  },
  async sample(ground) {
    await storeSample(ground, ground.actorId);
    return { want: 'second-factor' };
  },
});

/** Proves oneself again with a passkey within a session. Gives a ticket for a cookie that says so. */
export const stepUpPasskey = command({
  name: 'auth.step-up.passkey',
  proof: 'session',
  input: z.strictObject({ response: assertionText }),
  output: z.strictObject({ ticket: z.string() }),
  async run({ tx, actor, tenant, now }, { response }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session, request } = actor;
    const personId = principal.id;
    const checked = await checkAssertion({ tx, tenant, request, use: purposeFor(personId) }, response);
    if ('refused' in checked) return checked;
    const { method, passkeyId } = checked;
    const evidence = { subject: `session:${session.id}` };
    if (!kindsThatCount(tenant, await factorsOf(tx, tenant.id, personId)).includes('passkey'))
      return { refused: passkeyRefused(), evidence };
    const { assurance, ticket, key } = await raiseSession(tx, actor, method, now);
    const { change: keyChange, ...seen } = evidenceOfKey(key);
    const change = { assurance: [session.assurance, assurance], method, passkey: passkeyId, ...keyChange };
    return { output: { ticket }, evidence: { ...evidence, ...seen, change } };
  },
  async sample(ground) {
    const { passkey } = await storeSample(ground, ground.actorId);
    const use = purposeFor(ground.actorId);
    return { response: await sampleAssertion(ground, passkey, { personId: ground.actorId, use }) };
  },
});
