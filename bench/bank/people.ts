import { inTenant } from '@/db/client';
import { clock } from '@/lib/base/clock';
import { tenantSettings } from '@/lib/policy/tenant';
import { aTenant } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import type { People, Size } from './wire';

const BALANCE = 40_000n;
const FLOAT = 2_000_000n;

/** Ceilings that are met now and then, and not for good. */
const tier = (perTransfer: number, balance: number | null) => ({
  ...{ perTransfer, balance, outPerDay: 50_000_000, outPerMonth: null, cashOutsPerDay: 500 },
});

const settings = tenantSettings.parse({
  networks: ['63510'],
  money: {
    tiers: [tier(5_000, 150_000), tier(15_000, 1_000_000), tier(20_000, null)],
    // A bank that holds much more than anybody would, so that people have something to look at.
    fraud: { lowValue: 0, stepUpFrom: null, holdFrom: 100, refuseFrom: 995 },
  },
});

/** Makes a tenant with customers of every tier, agents with floats, and staff. */
export async function makePeople({ customers, agents, admins }: Size): Promise<People> {
  const ground = await aTenant({ at: clock.now(), settings });
  const people: People = { tenant: ground.tenant, customers: [], agents: [], admins: [], wallets: [] };
  for (let index = 0; index < customers; index++)
    people.customers.push(
      await aCustomer(ground, {
        balance: BALANCE,
        tier: (index % 3) as 0 | 1 | 2,
        name: `Customer ${index}`,
      }),
    );
  for (let index = 0; index < agents; index++) people.agents.push(await anAgent(ground, FLOAT));
  for (let index = 0; index < admins; index++) people.admins.push(await ground.person(['admin']));
  people.wallets = await walletsOf(people);
  return people;
}

const walletsOf = ({ tenant, customers }: People): Promise<string[]> =>
  inTenant(tenant.id, async ({ $client }) => {
    const { rows } = await $client.query<{ id: string; owner: string }>(
      `select id, owner_id as owner from accounts where kind = 'wallet'`,
    );
    const of = new Map(rows.map(({ id, owner }) => [owner, id]));
    return customers.map(({ principal }) => of.get(principal.id) ?? '');
  });
