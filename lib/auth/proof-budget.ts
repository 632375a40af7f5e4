import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { pool } from '@/db/client';
import { env } from '../base/env';
import { once } from '../base/once';
import { fingerprint } from '../base/seal';

const QUARTER_HOUR_S = 15 * 60;
const MONTH_S = 30 * 24 * 60 * 60;

/** NIST SP 800-63B-4, 3.2.2: at most 100 consecutive failures on an account; slowed long before that. */
const ACCOUNT_IN_ALL = 100;

function budget(name: string, points: number, duration: number): RateLimiterPostgres {
  return once(
    `budget:${name}:${points}`,
    () =>
      new RateLimiterPostgres({
        storeClient: pool(),
        storeType: 'pool',
        tableName: 'proof_limits',
        tableCreated: true,
        keyPrefix: name,
        points,
        duration,
      }),
  );
}

type Claim = {
  tenantId: string;
  /** The person, or, where there is none of that name, the name itself: nothing tells one from the other. */
  account: string;
  ip: string | null;
  /** The browser, when the person has signed in from it before: its budget is its own. */
  knownDeviceId: string | null;
};

/**
 * Takes one try at a proof from the budgets of the address and of the account. A stranger who uses up the account's budget
 * on devices that it does not know leaves the owner's own devices theirs. Gives false when one is used up: then nothing
 * may be checked. A right proof gives the try back with `returnTry`.
 */
export async function takeTry(claim: Claim): Promise<boolean> {
  for (const [limiter, key] of budgetsOf(claim)) {
    try {
      await limiter.consume(key, 1);
    } catch (problem) {
      if (problem instanceof RateLimiterRes) return false;
      throw problem;
    }
  }
  return true;
}

/** Gives back what a right proof took, and forgets the failures on the way to it. */
export async function returnTry(claim: Claim): Promise<void> {
  const [address, ...account] = budgetsOf(claim);
  await Promise.all([
    address[0].reward(address[1], 1),
    ...account.map(([limiter, key]) => limiter.delete(key)),
  ]);
}

function budgetsOf({ tenantId, account, ip, knownDeviceId }: Claim) {
  const who = fingerprint(`${tenantId}:${account}`, 'proof-budget').toString('base64url');
  const place = knownDeviceId ? `${who}:${knownDeviceId}` : who;
  return [
    [
      budget('address', env().LIMIT_FAILED_PROOFS_PER_ADDRESS, QUARTER_HOUR_S),
      `${tenantId}:${ip ?? 'nowhere'}`,
    ],
    [budget('slow', env().LIMIT_FAILED_PROOFS_PER_ACCOUNT, QUARTER_HOUR_S), place],
    [budget('all', ACCOUNT_IN_ALL, MONTH_S), place],
  ] as const;
}
