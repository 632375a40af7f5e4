import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { numbers, registrations, sims } from '@/db/schema/sim';
import type { Msisdn } from '../base/msisdn';
import { openWallet } from '../person/open-wallet';
import type { Tenant } from '../policy/tenant';
import { moveSim } from './move-sim';

/** The registration of a number that awaits its customer's code, with its number and its card locked; undefined for none. */
export async function lockPendingNumber(tx: Tx, tenantId: string, msisdn: Msisdn) {
  const [found] = await tx
    .select({ number: numbers, registration: registrations, sim: sims })
    .from(numbers)
    .innerJoin(
      registrations,
      and(
        eq(registrations.tenantId, numbers.tenantId),
        eq(registrations.numberId, numbers.id),
        // Of a number that was given out again, the one of the card that carries it now.
        eq(registrations.simId, numbers.simId),
        eq(registrations.state, 'pending_activation'),
      ),
    )
    .innerJoin(sims, and(eq(sims.tenantId, numbers.tenantId), eq(sims.id, numbers.simId)))
    .where(and(eq(numbers.tenantId, tenantId), eq(numbers.msisdn, msisdn), eq(numbers.state, 'pending')))
    .for('update', { of: [numbers, registrations, sims] });
  return found;
}

type Pending = NonNullable<Awaited<ReturnType<typeof lockPendingNumber>>>;

/** Makes a number its holder's own: card and number are active, the wallet is open, and it is a name to sign in with. */
export async function activateNumber(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { number, registration, sim }: Pending,
): Promise<void> {
  const { personId } = registration;
  const own = (table: typeof numbers | typeof registrations, id: string) =>
    and(eq(table.tenantId, tenant.id), eq(table.id, id));
  await moveSim(tx, tenant.id, sim, 'active', { now, actorId: personId, numberId: number.id });
  await tx
    .update(numbers)
    .set({ state: 'active', changedAt: now, activatedAt: now })
    .where(own(numbers, number.id));
  await tx
    .update(registrations)
    .set({ state: 'active', activatedAt: now })
    .where(own(registrations, registration.id));
  await openWallet(tx, tenant.id, personId, tenant.currency, now);
  const me = and(eq(users.tenantId, tenant.id), eq(users.id, personId));
  const [person] = await tx
    .select({ verifiedAt: users.mobileVerifiedAt })
    .from(users)
    .where(me)
    .for('update');
  // The first number that is confirmed is the one that signs in and receives money.
  const mobile = person?.verifiedAt ? {} : { mobile: number.msisdn, mobileVerifiedAt: now };
  await tx
    .update(users)
    .set({ status: 'active', ...mobile })
    .where(me);
}
