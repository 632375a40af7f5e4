import { z } from 'zod';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { acceptsKind, demandOf } from '../../policy/second-factor-policy';
import type { Tenant } from '../../policy/tenant';
import { firstStep } from '../after-first-factor';
import { type Contact, contactOf } from '../find-contact';
import { beginSignIn, openSession } from '../open-session';
import { samplePerson } from '../sample-person';
import { assertionText } from './answer';
import { requestOf, requestOptions } from './begin-assertion';
import { checkAssertion, passkeyRefused } from './check-assertion';
import { sampleAssertion, storeSample } from './sample-passkey';

/** Whoever signs in says with the answer who they are. */
const USE = { purpose: 'sign_in', personId: null } as const;

const notAWayIn = () =>
  new Refusal('passkey_is_no_way_in', 'Nobody signs in with a passkey alone here. Use your password.', {
    status: 403,
  });

const isAWayIn = ({ settings }: Tenant) => settings.signIn.ways.passkey;

/** Begins a sign-in without password. It names no passkey, so that it tells nothing of who has one. */
export const beginPasskeySignIn = command({
  name: 'auth.passkey.begin-sign-in',
  proof: 'none',
  input: z.strictObject({}),
  output: z.strictObject({ options: requestOptions }),
  async run({ tx, actor, tenant }) {
    if (!isAWayIn(tenant)) throw notAWayIn();
    const options = await requestOf({ tx, tenant, request: actor.request }, USE);
    return { output: { options }, evidence: {} };
  },
  sample: async () => ({}),
});

/**
 * Signs in with a passkey alone: it shows that somebody has the device and was verified on it, which is two factors. Gives
 * a ticket for the cookie; where the tenant takes no passkey as second factor, the sign-in that awaits the other one.
 */
export const signInWithPasskey = command({
  name: 'auth.passkey.sign-in',
  proof: 'none',
  input: z.strictObject({ response: assertionText }),
  output: firstStep,
  async run({ tx, actor, tenant }, { response }) {
    if (!isAWayIn(tenant)) throw notAWayIn();
    const { request } = actor;
    const checked = await checkAssertion({ tx, tenant, request, use: USE }, response);
    if ('refused' in checked) return checked;
    const { personId, passkeyId, method } = checked;
    const account = await contactOf(tx, tenant, personId, request);
    if (account?.status !== 'active')
      return {
        refused: passkeyRefused(),
        evidence: { subject: `person:${personId}`, severity: 'notice', change: { fault: 'account' } },
      };
    const opening = { tx, tenant, request, personId, methods: [method] };
    const evidence = { subject: `person:${personId}`, actorId: personId };
    if (awaitsOther(tenant, account)) {
      const signInId = await beginSignIn(opening);
      return {
        output: { next: 'second-factor' as const, signInId },
        evidence: { ...evidence, change: { passkey: passkeyId, awaits: 'second factor' } },
      };
    }
    const opened = await openSession(opening);
    if (opened.refused) return { refused: opened.refused, evidence };
    const { sessionId, ticket, assurance } = opened;
    return {
      output: { next: 'session' as const, ticket },
      evidence: { ...evidence, change: { session: sessionId, assurance, method, passkey: passkeyId } },
    };
  },
  async sample(ground) {
    const { personId } = await samplePerson(ground);
    const { passkey } = await storeSample(ground, personId);
    return { response: await sampleAssertion(ground, passkey, { personId, use: USE }) };
  },
});

const awaitsOther = (tenant: Tenant, { hasTotp, roles }: Contact): boolean =>
  hasTotp && !acceptsKind(tenant, 'passkey') && demandOf(tenant, roles) !== 'off';
