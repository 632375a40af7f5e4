import { clock } from '../lib/base/clock';
import { newId } from '../lib/base/id';
import { perform } from '../lib/command/perform';
import { createTenant } from '../lib/tenant/create-tenant';
import { operatorIn, unwrittenTenant } from './ngao/console';

/** The tenants that journeys happen in, and who owns them. */
export const TENANTS = [
  { slug: 'mtn-rw', name: 'MTN Rwanda', kind: 'telecom', owner: 'owner@mtn.example' },
  { slug: 'kigali-hospital', name: 'Kigali Hospital', kind: 'organisation', owner: 'owner@hospital.example' },
] as const;

export const OWNER_PASSWORD = 'a shield for every number';

/** Makes the tenants in an empty database, as an operator would. */
export async function layGround(): Promise<void> {
  for (const { slug, name, kind, owner } of TENANTS) {
    await perform(createTenant, operatorIn(unwrittenTenant(newId(clock.now()))), {
      slug,
      name,
      kind,
      country: 'RW',
      currency: 'RWF',
      timeZone: 'Africa/Kigali',
      locale: 'en',
      ownerName: `Owner of ${name}`,
      ownerEmail: owner,
      ownerPassword: OWNER_PASSWORD,
    });
  }
}
