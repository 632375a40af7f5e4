import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { pool } from '@/db/client';
import { clock, MINUTE_MS } from '../base/clock';
import { env } from '../base/env';
import { isOf } from '../base/msisdn';
import { networkOf } from '../base/network';
import { once } from '../base/once';
import { Refusal } from '../base/refusal';
import { type Actor, personIdOf } from '../policy/actor';
import type { Tenant } from '../policy/tenant';
import type { Command, Query } from './command';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const LEASE = 10;
const LEASES_KEPT = 20_000;

function limiter(name: string, points: number, duration: number): RateLimiterPostgres {
  return once(
    `limiter:${name}:${points}`,
    () =>
      new RateLimiterPostgres({
        storeClient: pool(),
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        keyPrefix: name,
        points,
        duration,
      }),
  );
}

/**
 * Spends one request of the installation's budget and one of the person's (or a stranger's address's) budget for this
 * command. Refuses with 429 when either is used up. Reads spend leases of ten points, so that most cost no round trip.
 */
export async function spendRequest(spec: Command | Query, actor: Actor): Promise<void> {
  if (actor.kind === 'system') return;
  const installation = env().LIMIT_INSTALLATION_PER_SECOND;
  await spendLeased(limiter('all', installation, 1), 'requests', Math.max(1, Math.floor(installation / 50)));

  const who = personIdOf(actor) ?? 'stranger';
  const ceiling =
    spec.perMinute ??
    (actor.kind === 'person' ? env().LIMIT_COMMAND_PER_MINUTE : env().LIMIT_STRANGER_PER_MINUTE);
  // Over the telephone network the address is the gateway's, and the number is whoever calls.
  const from = actor.request.line?.msisdn ?? networkOf(actor.request.ip ?? '');
  const key = `${actor.tenant.id}|${spec.name}|${who}|${from}`;
  const budget = limiter('one', ceiling, MINUTE_S);
  if (spec.kind === 'query' && ceiling >= 3 * LEASE) await spendLeased(budget, key, LEASE);
  else await spend(budget, key, 1);
}

async function spend(budget: RateLimiterPostgres, key: string, points: number): Promise<RateLimiterRes> {
  try {
    return await budget.consume(key, points);
  } catch (problem) {
    if (problem instanceof RateLimiterRes) throw tooMany(problem.msBeforeNext);
    throw problem;
  }
}

/**
 * Spends one of the codes that a tenant sends in an hour to numbers of other countries which nobody has confirmed: who is
 * paid for the calls of a range of numbers asks for many, each but once, from many addresses.
 */
export async function spendCodeAbroad({ id, country }: Tenant, number: string): Promise<void> {
  if (isOf(number, country)) return;
  await spend(limiter('abroad', env().LIMIT_CODES_ABROAD_PER_HOUR, HOUR_S), id, 1);
}

type Lease = { left: number; until: number };
type Ledger = { leases: Map<string, Lease>; purchases: Map<string, Promise<Lease>> };

/**
 * Points bought ahead for a key, spent in this process until the window they were bought in ends. Requests that find a
 * lease used up at once wait for one purchase: were each to buy, the budget would be gone for a handful of requests.
 * The window is one of the wall clock, as the budget's is, whatever the time of the request is said to be.
 */
async function spendLeased(budget: RateLimiterPostgres, key: string, size: number): Promise<void> {
  const { leases, purchases } = once<Ledger>('leases', () => ({ leases: new Map(), purchases: new Map() }));
  const name = `${budget.keyPrefix}:${key}`;
  let lease = leases.get(name);
  while (!lease || lease.left <= 0 || lease.until <= clock.now().getTime()) {
    const under = purchases.get(name) ?? buyLease(budget, key, size).finally(() => purchases.delete(name));
    purchases.set(name, under);
    lease = await under;
    if (leases.size >= LEASES_KEPT) leases.clear();
    leases.set(name, lease);
  }
  lease.left -= 1;
}

async function buyLease(budget: RateLimiterPostgres, key: string, size: number): Promise<Lease> {
  const bought = await spend(budget, key, size);
  const now = clock.now().getTime();
  // A window that ends as it is bought still pays for the request that bought it.
  return { left: size, until: now + Math.max(1, bought.msBeforeNext) };
}

function tooMany(waitMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(Math.min(waitMs, MINUTE_MS) / 1_000));
  return new Refusal('too_many_requests', 'Too many requests. Try again in {seconds} seconds.', {
    status: 429,
    values: { seconds },
    retryAfterSeconds: seconds,
  });
}
