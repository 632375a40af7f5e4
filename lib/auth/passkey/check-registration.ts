import { verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Tx } from '@/db/client';
import type { RequestFacts } from '../../policy/actor';
import type { PasskeyMake } from '../../policy/passkey-policy';
import type { Tenant } from '../../policy/tenant';
import { challengeOf, faultOf, type Registration } from './answer';
import { ALGORITHMS } from './begin-enrolment';
import { spendChallenge } from './challenge';
import { relyingPartyOf } from './relying-party';

/** A credential as its authenticator described it. */
export type NewCredential = PasskeyMake & {
  credentialId: Buffer;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  backedUp: boolean;
};

type Asked = { tx: Tx; tenant: Tenant; request: RequestFacts; personId: string };

/**
 * Checks a credential that was just made (WebAuthn, 7.1): a challenge of ours for this person in this browser, spent now;
 * origin, relying party and user verification; and the attestation where there is one. Gives it, or what was wrong.
 */
export async function checkRegistration(
  asked: Asked,
  registration: Registration,
): Promise<NewCredential | { fault: string }> {
  const challenge = challengeOf(registration);
  const use = { purpose: 'enrol', personId: asked.personId } as const;
  if (challenge === undefined || !(await spendChallenge(asked, use, challenge)))
    return { fault: 'challenge' };
  const party = relyingPartyOf(asked.tenant, asked.request);
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...registration, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return { fault: 'attestation' };
    const { credential, aaguid, credentialDeviceType, credentialBackedUp } = registrationInfo;
    return {
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: registration.response.transports,
      aaguid,
      backupEligible: credentialDeviceType === 'multiDevice',
      backedUp: credentialBackedUp,
    };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}
