import { seed } from '../db/seed/seed';
import { CAST } from '../e2e/fixtures/cast';
import { CLINIC } from '../e2e/fixtures/clinic';
import { personOf } from '../e2e/fixtures/clockwork';
import { withMoney } from '../e2e/fixtures/funds';
import { clock } from '../lib/base/clock';
import { newId } from '../lib/base/id';
import { perform } from '../lib/command/perform';
import { createTenant } from '../lib/tenant/create-tenant';
import { operatorIn, unwrittenTenant } from './ngao/console';

/** Enough people for every page to have something to show. */
const CUSTOMERS = 10;

/** What the customer of most journeys has at least, in minor units: the demo spends as chance has it. */
const IN_HAND = 20_000n;

/** Fills an empty database with a small demo, and with a tenant in which nothing has happened yet. */
export async function layGround(): Promise<void> {
  await seed({ now: clock.now(), customers: CUSTOMERS });
  for (const { tenant, name } of [CAST.customer, CAST.friend]) {
    await withMoney(tenant, await personOf(tenant, name), { kind: 'wallet', amount: IN_HAND });
  }
  await perform(createTenant, operatorIn(unwrittenTenant(newId(clock.now()))), {
    ...CLINIC,
    name: 'New Clinic',
    kind: 'organisation',
    country: 'RW',
    currency: 'RWF',
    timeZone: 'Africa/Kigali',
    locale: 'en',
    ownerName: 'Aline Ingabire',
  });
}
