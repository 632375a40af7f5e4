import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { Tx } from '@/db/client';
import type { Evidence } from '../../audit/append';
import { Refusal } from '../../base/refusal';
import { notifyPerson } from '../../notice/notify';
import type { RequestFacts } from '../../policy/actor';
import type { Method } from '../../policy/assurance';
import { methodOf, refusalOfMake } from '../../policy/passkey-policy';
import type { Tenant } from '../../policy/tenant';
import { type Assertion, challengeOf, faultOf } from './answer';
import { type ChallengeUse, challengeRefused, spendChallenge } from './challenge';
import { relyingPartyOf } from './relying-party';

type Credential = {
  id: string;
  personId: string;
  name: string;
  publicKey: Buffer;
  counter: string;
  aaguid: string;
  backupEligible: boolean;
};

type Asked = { tx: Tx; tenant: Tenant; request: RequestFacts; use: ChallengeUse };

/** What an assertion proved, or why it is refused: then the refusal is to be returned, so that the challenge stays spent. */
export type Checked =
  | { method: Method; personId: string; passkeyId: string }
  | { refused: Refusal; evidence: Evidence };

/** One sentence for an unknown passkey, somebody else's and a wrong signature, so that none can be told apart. */
export const passkeyRefused = () =>
  new Refusal('passkey_refused', 'This passkey was not accepted. Try again, or go on another way.', {
    status: 401,
  });

const passkeyCopied = () =>
  new Refusal(
    'passkey_copied',
    'This passkey seems to have been copied, so it is not accepted. Go on another way, and remove it under Security.',
    { status: 401 },
  );

const LOCK = {
  name: 'passkey-lock',
  text: `select id, person_id as "personId", name, public_key as "publicKey", counter, aaguid,
      backup_eligible as "backupEligible"
    from passkeys where tenant_id = $1 and credential_id = $2 for update`,
};

const USED = {
  name: 'passkey-used',
  text: 'update passkeys set counter = $3, backed_up = $4, last_used_at = $5 where tenant_id = $1 and id = $2',
};

/**
 * Checks the answer of a passkey (WebAuthn, 7.2): a challenge of ours to this browser, spent now; a passkey of this tenant
 * and of the person in question; signature, origin, relying party and user verification; a counter that went on; and a
 * make that the tenant takes.
 */
export async function checkAssertion(asked: Asked, assertion: Assertion): Promise<Checked> {
  const { tx, tenant, use } = asked;
  const challenge = challengeOf(assertion);
  if (challenge === undefined || !(await spendChallenge(asked, use, challenge)))
    return { refused: challengeRefused(), evidence: evidenceOf(use.personId, 'challenge') };
  const { rows } = await tx.$client.query<Credential>({
    ...LOCK,
    values: [tenant.id, Buffer.from(assertion.id, 'base64url')],
  });
  const [passkey] = rows;
  if (!passkey) return { refused: passkeyRefused(), evidence: evidenceOf(use.personId, 'unknown passkey') };
  if (!isOwn(passkey, use, assertion))
    return { refused: passkeyRefused(), evidence: evidenceOf(passkey.personId, 'owner', passkey) };
  return judge(asked, passkey, assertion, challenge);
}

const evidenceOf = (personId: string | null, fault: string, passkey?: Credential): Evidence => ({
  ...(passkey ? { subject: `passkey:${passkey.id}` } : personId ? { subject: `person:${personId}` } : {}),
  severity: 'warning',
  change: { fault },
});

/** Whoever signs in names themselves by the handle that the passkey keeps; in other cases it is known who must answer. */
function isOwn({ personId }: Credential, use: ChallengeUse, { response }: Assertion): boolean {
  const handle = response.userHandle && Buffer.from(response.userHandle, 'base64url').toString('utf8');
  if (use.personId === null) return handle === personId;
  return personId === use.personId && (handle === undefined || handle === personId);
}

async function judge(
  { tx, tenant, request }: Asked,
  passkey: Credential,
  assertion: Assertion,
  challenge: string,
): Promise<Checked> {
  const party = relyingPartyOf(tenant, request);
  const seen = await verified(party, passkey, assertion, challenge);
  if ('fault' in seen) return { refused: passkeyRefused(), evidence: evidenceOf(null, seen.fault, passkey) };
  const before = Number(passkey.counter);
  // Two counters of zero are of an authenticator that does not count; all others must rise (6.1.1).
  if ((seen.newCounter > 0 || before > 0) && seen.newCounter <= before) {
    await notifyPerson(tx, tenant, request.at, passkey.personId, {
      template: 'passkeyCopied',
      values: { name: passkey.name },
    });
    const change = { fault: 'counter', counter: [before, seen.newCounter] };
    return {
      refused: passkeyCopied(),
      evidence: { subject: `passkey:${passkey.id}`, severity: 'critical', change },
    };
  }
  const refused = refusalOfMake(tenant, passkey);
  if (refused) return { refused, evidence: evidenceOf(null, 'make', passkey) };
  await tx.$client.query({
    ...USED,
    values: [tenant.id, passkey.id, seen.newCounter, seen.credentialBackedUp, request.at],
  });
  return { method: methodOf(passkey), personId: passkey.personId, passkeyId: passkey.id };
}

type Seen = { newCounter: number; credentialBackedUp: boolean } | { fault: string };

async function verified(
  party: { id: string; origin: string },
  { publicKey, backupEligible }: Credential,
  assertion: Assertion,
  challenge: string,
): Promise<Seen> {
  try {
    const { verified: right, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...assertion, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      // The counter is judged once the signature is known to be right: a stranger's bytes must raise no alarm.
      credential: { id: assertion.id, publicKey: new Uint8Array(publicKey), counter: 0 },
      requireUserVerification: true,
    });
    if (!right) return { fault: 'signature' };
    // Whether it may leave its device is decided when it is made, and never changes (6.1.3).
    const isEligible = authenticationInfo.credentialDeviceType === 'multiDevice';
    return isEligible === backupEligible ? authenticationInfo : { fault: 'backup eligibility' };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}
