import { randomBytes } from 'node:crypto';
import type { Tx } from '@/db/client';
import type { passkeyChallenges } from '@/db/schema/passkey';
import { after, DAY_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { fingerprint } from '../../base/seal';
import type { RequestFacts } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { browserOf } from '../open-session';

export const CHALLENGE_LIVES_MS = 5 * MINUTE_MS;
const BYTES = 32;

/** What a challenge is for, and whose answer it awaits where that is known. */
export type ChallengeUse = {
  purpose: (typeof passkeyChallenges.$inferSelect)['purpose'];
  personId: string | null;
};

type Asking = { tx: Tx; tenant: Tenant; request: RequestFacts };

const fingerprintOf = (challenge: string) => fingerprint(challenge, 'passkey-challenge');

/** Makes a challenge for one browser; a few that ended a day ago go with it. Gives its bytes, of which a fingerprint stays. */
export async function issueChallenge(
  { tx, tenant, request }: Asking,
  { purpose, personId }: ChallengeUse,
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(BYTES));
  const { at } = request;
  await tx.$client.query({
    ...ISSUE,
    values: [
      ...[
        tenant.id,
        newId(at),
        purpose,
        personId,
        fingerprintOf(Buffer.from(challenge).toString('base64url')),
      ],
      ...[browserOf(request), at, after(at, CHALLENGE_LIVES_MS), after(at, -DAY_MS)],
    ],
  });
  return challenge;
}

const ISSUE = {
  name: 'passkey-challenge-issue',
  text: `with gone as (
      delete from passkey_challenges where tenant_id = $1::uuid and id in (
        select id from passkey_challenges where tenant_id = $1::uuid and expires_at < $9::timestamptz
        order by expires_at limit 10 for update skip locked)
    )
    insert into passkey_challenges (tenant_id, id, purpose, person_id, challenge_fingerprint, browser_fingerprint,
      created_at, expires_at)
    values ($1::uuid, $2::uuid, $3, $4::uuid, $5::bytea, $6::bytea, $7::timestamptz, $8::timestamptz)`,
};

const SPEND = {
  name: 'passkey-challenge-spend',
  text: `update passkey_challenges set used_at = $6::timestamptz
    where tenant_id = $1::uuid and challenge_fingerprint = $2::bytea and browser_fingerprint = $3::bytea
      and purpose = $4 and person_id is not distinct from $5::uuid and used_at is null and expires_at > $6::timestamptz`,
};

/**
 * Spends a challenge. Gives false for one that is late, used, or of another browser, purpose or person. Whatever the answer
 * to it is worth, it is spent, so whoever calls this returns a refusal and throws none.
 */
export async function spendChallenge(
  { tx, tenant, request }: Asking,
  { purpose, personId }: ChallengeUse,
  challenge: string,
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    ...SPEND,
    values: [tenant.id, fingerprintOf(challenge), browserOf(request), purpose, personId, request.at],
  });
  return rowCount === 1;
}

export const challengeRefused = () =>
  new Refusal(
    'challenge_refused',
    'This try with a passkey is too old, or it began in another window. Try again.',
    { status: 401 },
  );
