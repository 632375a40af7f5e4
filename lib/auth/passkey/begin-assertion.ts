import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import type { RequestFacts } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { CHALLENGE_LIVES_MS, type ChallengeUse, issueChallenge } from './challenge';
import { relyingPartyOf } from './relying-party';

/** What the browser hands to the authenticator; its own form is laid down by WebAuthn (5.5). */
export const requestOptions = z.custom<PublicKeyCredentialRequestOptionsJSON>();

type Asking = { tx: Tx; tenant: Tenant; request: RequestFacts };

/** Gives what the browser asks a passkey for: any of this host's, or one of those that are named. */
export async function requestOf(
  asking: Asking,
  use: ChallengeUse,
  allowed: { id: string; transports: string[] }[] = [],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingPartyOf(asking.tenant, asking.request).id,
    challenge: await issueChallenge(asking, use),
    allowCredentials: allowed,
    timeout: CHALLENGE_LIVES_MS,
    userVerification: 'required',
  });
}

const CREDENTIALS = {
  name: 'passkeys-known',
  text: `select credential_id as "credentialId", transports from passkeys
    where tenant_id = $1 and id = any($2::uuid[]) order by id`,
};

/** Passkeys as a browser is told of them. */
export async function credentialsOf(
  tx: Tx,
  tenantId: string,
  passkeys: readonly { id: string }[],
): Promise<{ id: string; transports: string[] }[]> {
  const { rows } = await tx.$client.query<{ credentialId: Buffer; transports: string[] }>({
    ...CREDENTIALS,
    values: [tenantId, passkeys.map(({ id }) => id)],
  });
  return rows.map(({ credentialId, transports }) => ({ id: credentialId.toString('base64url'), transports }));
}
