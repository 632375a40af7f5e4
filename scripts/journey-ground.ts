import { seed } from '../db/seed/seed';
import { CLINIC } from '../e2e/fixtures/clinic';
import { clock } from '../lib/base/clock';
import { newId } from '../lib/base/id';
import { perform } from '../lib/command/perform';
import { createTenant } from '../lib/tenant/create-tenant';
import { operatorIn, unwrittenTenant } from './ngao/console';

/** Enough people for every page to have something to show. */
const CUSTOMERS = 10;

/** Fills an empty database with a small demo, and with a tenant in which nothing has happened yet. */
export async function layGround(): Promise<void> {
  await seed({ now: clock.now(), customers: CUSTOMERS });
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
