import { randomInt } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { numbers, simEvents, sims } from '@/db/schema/sim';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { insertPerson } from '../../person/new-person';
import { sampleSim } from '../stock/sample-sim';

type Over = {
  holderId?: string;
  /** Suspends it, as if by one of the two. */
  suspendedBy?: 'holder' | 'staff';
};

/** Writes a number in use with its card and its holder, for the samples of commands. */
export async function sampleLine(ground: SampleGround, { holderId, suspendedBy }: Over = {}) {
  const { tx, tenant, now } = ground;
  const msisdn = `+25078${String(randomInt(10 ** 7)).padStart(7, '0')}`;
  const { id: simId, iccid } = await sampleSim(ground);
  const state = suspendedBy ? ('suspended' as const) : ('active' as const);
  await tx
    .update(sims)
    .set({ state })
    .where(and(eq(sims.tenantId, tenant.id), eq(sims.id, simId)));
  const holder = holderId ?? (await sampleHolder(ground, msisdn));
  const numberId = newId(now);
  await tx.insert(numbers).values({
    ...{ tenantId: tenant.id, id: numberId, msisdn, state, simId, holderId: holder },
    ...{ createdAt: now, changedAt: now, activatedAt: now },
  });
  if (suspendedBy)
    await tx.insert(simEvents).values({
      ...{ tenantId: tenant.id, id: newId(now), simId, numberId, fromState: 'active', toState: state },
      ...{ actorId: suspendedBy === 'holder' ? holder : null, at: now, detail: { by: suspendedBy } },
    });
  return { numberId, simId, iccid, msisdn, holderId: holder };
}

const sampleHolder = ({ tx, tenant, now }: SampleGround, mobile: string) =>
  insertPerson(tx, tenant.id, now, {
    ...{ name: 'Sample Holder', email: `holder-${newId(now).slice(-12)}@example.com`, emailVerifiedAt: now },
    ...{ mobile, mobileVerifiedAt: now, status: 'active', roles: ['user'] },
  });
