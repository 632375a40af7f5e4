import { passkeys } from '@/db/schema/passkey';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { sampleRequest } from '../sample-request';
import { type ChallengeUse, issueChallenge } from './challenge';
import { relyingPartyOf } from './relying-party';
import { assertionOf, newSoftPasskey, registrationOf, type SoftPasskey } from './sample-authenticator';

/** Writes a passkey for a person, for the samples of commands; gives its id, and the authenticator's half of it. */
export async function storeSample(
  { tx, tenant, now }: SampleGround,
  personId: string,
  passkey: SoftPasskey = newSoftPasskey({ backupEligible: false }),
): Promise<{ id: string; passkey: SoftPasskey }> {
  const id = newId(now);
  await tx.insert(passkeys).values({
    tenantId: tenant.id,
    id,
    personId,
    name: 'Sample passkey',
    credentialId: passkey.id,
    publicKey: passkey.publicKey,
    counter: 0,
    transports: ['internal'],
    aaguid: passkey.aaguid,
    backupEligible: passkey.backupEligible,
    backedUp: passkey.backupEligible,
    createdAt: now,
  });
  return { id, passkey };
}

async function challengeFor(ground: SampleGround, use: ChallengeUse) {
  const { tx, tenant } = ground;
  const request = sampleRequest(ground);
  const { id: rpId, origin } = relyingPartyOf(tenant, request);
  const challenge = await issueChallenge({ tx, tenant, request }, use);
  return { challenge: Buffer.from(challenge).toString('base64url'), conduct: { rpId, origin } };
}

/** A good answer to a challenge that was just made for whoever is to do the deed. */
export async function sampleRegistration(ground: SampleGround): Promise<string> {
  const { challenge, conduct } = await challengeFor(ground, { purpose: 'enrol', personId: ground.actorId });
  return registrationOf(newSoftPasskey(), challenge, conduct);
}

/** As `sampleRegistration`, with a passkey that is known already. */
export async function sampleAssertion(
  ground: SampleGround,
  passkey: SoftPasskey,
  { personId, use }: { personId: string; use: ChallengeUse },
): Promise<string> {
  const { challenge, conduct } = await challengeFor(ground, use);
  return assertionOf(passkey, challenge, { ...conduct, counter: 1, userHandle: personId });
}
