import { clock } from '../lib/base/clock';
import type { ProductionServer } from '../scripts/production-server';
import { aTenant } from '../testing/ground';
import { makeCrowd } from './crowd';
import { BORN, benchTellsNothing } from './tells-nothing';

/** Asks about people of a tenant of its own, and as many who are in none: half of the names are known. */
export async function benchNames(start: () => Promise<ProductionServer>): Promise<Record<string, unknown>> {
  const { tenant } = await aTenant({ at: clock.now(), slug: 'names' });
  const crowd = { size: 600, named: 'known', firstNumber: 250_788_500_000, born: BORN };
  const people = await makeCrowd(tenant, crowd);
  const { url } = await start();
  const served = { port: Number(new URL(url).port), host: `${tenant.slug}.localhost` };
  return benchTellsNothing(served, {
    'e-mail': { known: (n) => people[n]?.email ?? '', unknown: (n) => `nobody-${n}@example.com` },
    number: { known: (n) => people[n]?.mobile ?? '', unknown: (n) => `+${250_789_000_000 + n}` },
  });
}
