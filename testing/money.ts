import { inTenant } from '@/db/client';
import { newId } from '@/lib/base/id';
import { openAccount, openWallet } from '@/lib/person/open-wallet';
import type { Person } from '@/lib/policy/actor';
import { post } from '@/lib/wallet/post';
import type { Ground } from './ground';

let made = 0;

/** Gives a mobile number of Rwanda that no other test person has. */
export function aNumber(): string {
  made += 1;
  return `+25078${String(made).padStart(7, '0')}`;
}

type Means = { balance?: bigint; name?: string; tier?: 0 | 1 | 2 };

/** The moment that a ground was made at: everything that is prepared on it has happened by then. */
const momentOf = (ground: Ground): Date => ground.system().request.at;

/** A customer with a confirmed number and a wallet; the money in it came out of the tenant's trust. */
export async function aCustomer(
  ground: Ground,
  { balance = 0n, name, tier = 0 }: Means = {},
): Promise<Person> {
  const mobile = aNumber();
  const person = await ground.person(['user'], { mobile, name, assurance: 1 });
  const { tenant } = ground;
  const now = momentOf(ground);
  await inTenant(tenant.id, async (tx) => {
    await openWallet(tx, tenant.id, person.principal.id, tenant.currency, now);
    await proveTier(ground, person.principal.id, tier);
  });
  if (balance > 0n) await fund(ground, person, 'wallet', balance);
  return person;
}

/** An agent with a float of some size, opened out of the tenant's trust. */
export async function anAgent(ground: Ground, float: bigint): Promise<Person> {
  const person = await ground.person(['agent']);
  const { tenant } = ground;
  const now = momentOf(ground);
  await inTenant(tenant.id, async (tx) => {
    for (const kind of ['float', 'commission'] as const)
      await openAccount(tx, {
        tenantId: tenant.id,
        personId: person.principal.id,
        currency: tenant.currency,
        now,
        kind,
      });
  });
  if (float > 0n) await fund(ground, person, 'float', float);
  return person;
}

async function fund(ground: Ground, person: Person, kind: 'wallet' | 'float', amount: bigint) {
  const { tenant } = ground;
  const now = momentOf(ground);
  const maker = { personId: null, now, ip: null, deviceId: null, risk: 0 };
  const movement = {
    ...{ deedId: newId(now), operation: 'float_opening' as const, amount, payer: 'trust' as const },
    payee: { kind, ownerId: person.principal.id },
  };
  const posting = await inTenant(tenant.id, (tx) => post(tx, tenant, movement, maker));
  if (!posting.done) throw new Error(`A test person was not funded: ${posting.reason}`);
}

async function proveTier(ground: Ground, personId: string, tier: 0 | 1 | 2): Promise<void> {
  const { tenant } = ground;
  const now = momentOf(ground);
  await inTenant(tenant.id, async ({ $client }) => {
    if (tier >= 1)
      await $client.query(
        `insert into identity_documents (tenant_id, id, person_id, kind, number, number_fingerprint, given_names, family_name, birth_date, created_at, verified_at)
         values ($1, $2, $3, 'national_id', '\\x00', $4, 'A', 'B', '1990-01-01', $5, $5)`,
        [tenant.id, newId(now), personId, Buffer.from(personId), now],
      );
    if (tier === 2)
      await $client.query(
        `insert into totp_factors (tenant_id, id, person_id, name, secret, created_at, confirmed_at)
         values ($1, $2, $3, 'app', '\\x00', $4, $4)`,
        [tenant.id, newId(now), personId, now],
      );
  });
}

/** What an account of a person holds, as it is stored. */
export async function balanceOf({ tenant }: Ground, person: Person, kind = 'wallet'): Promise<bigint> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ posted: string }>(
      'select posted from accounts where tenant_id = $1 and owner_id = $2 and kind = $3',
      [tenant.id, person.principal.id, kind],
    ),
  );
  return BigInt(rows[0]?.posted ?? -1);
}
