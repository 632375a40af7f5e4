import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { command } from '../../command/command';
import { wantsAttestation } from '../../policy/passkey-policy';
import { assertMayEnrol } from '../may-enrol';
import { credentialsOf } from './begin-assertion';
import { CHALLENGE_LIVES_MS, issueChallenge } from './challenge';
import { relyingPartyOf } from './relying-party';

/** COSE: EdDSA, ES256 and RS256, which all that people own can sign with at least one of. */
export const ALGORITHMS = [-8, -7, -257];

/** What the browser hands to the authenticator; its own form is laid down by WebAuthn (5.4). */
export const creationOptions = z.custom<PublicKeyCredentialCreationOptionsJSON>();

/** Begins a passkey: what the browser is to make, and the challenge that it is to sign. */
export const beginPasskey = command({
  name: 'auth.passkey.begin',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ options: creationOptions }),
  async run({ tx, actor, tenant }) {
    const { person, before } = await assertMayEnrol(tx, actor);
    const { principal, request } = person;
    const challenge = await issueChallenge(
      { tx, tenant, request },
      { purpose: 'enrol', personId: principal.id },
    );
    const options = await generateRegistrationOptions({
      rpName: tenant.name,
      rpID: relyingPartyOf(tenant, request).id,
      userName: principal.email ?? principal.mobile ?? principal.name,
      userDisplayName: principal.name,
      // The handle by which a passkey names its person when they sign in; it is an id and tells nothing.
      userID: new TextEncoder().encode(principal.id),
      challenge,
      timeout: CHALLENGE_LIVES_MS,
      attestationType: wantsAttestation(tenant) ? 'direct' : 'none',
      excludeCredentials: await credentialsOf(tx, tenant.id, before.passkeys),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return { output: { options }, evidence: { subject: `person:${principal.id}` } };
  },
  sample: async () => ({}),
});
