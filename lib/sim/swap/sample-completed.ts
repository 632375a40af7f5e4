import { and, eq } from 'drizzle-orm';
import { numbers, sims } from '@/db/schema/sim';
import { swapCases } from '@/db/schema/swap';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { insertPerson } from '../../person/new-person';
import { guardAfterSwap } from '../../trust/swap-guard';
import { lockIdentity } from '../document';
import { newIdentity, newNumber, sampleStock } from '../sample-registration';
import { newSwapNumber } from './stored-swap';

type Over = {
  holderId?: string;
  requestedBy?: string;
  reviewedBy?: string;
  /** Whether an agent has read the document that lets the money go. */
  read?: boolean;
};

/** Writes a number that has just moved to another card in a shop, for the samples of commands and for tests. */
export async function sampleCompleted(ground: SampleGround, over: Over = {}) {
  const { tx, tenant, now } = ground;
  const [old, fresh] = [await sampleStock(ground), await sampleStock(ground)];
  const msisdn = newNumber(tenant.country);
  const identity = newIdentity();
  const found = await lockIdentity(tx, tenant, now, identity, {
    ...{ email: null, mobile: msisdn, locale: 'en', registeredBy: null },
  });
  const holderId = over.holderId ?? found.personId;
  const requestedBy = over.requestedBy ?? (await anAgent(ground));
  const [id, numberId, number] = [newId(now), newId(now), newSwapNumber()];
  await tx.insert(numbers).values({
    ...{ tenantId: tenant.id, id: numberId, msisdn, state: 'active', simId: fresh.id, holderId },
    ...{ documentId: found.documentId, createdAt: now, changedAt: now, activatedAt: now },
  });
  const states = [
    [old.id, 'swapped_out'],
    [fresh.id, 'active'],
  ] as const;
  for (const [simId, state] of states)
    await tx
      .update(sims)
      .set({ state })
      .where(and(eq(sims.tenantId, tenant.id), eq(sims.id, simId)));
  await tx.insert(swapCases).values({
    ...{ tenantId: tenant.id, id, number, numberId, msisdn, holderId, oldSimId: old.id, newSimId: fresh.id },
    ...{ oldSimState: 'active', reason: 'lost', channel: 'shop', requestedBy, requestedAt: now },
    ...{
      state: 'completed',
      expiresAt: now,
      ways: ['passkey', 'email-code', 'document'],
      oldSimCounts: false,
    },
    ...{
      reviewReasons: [],
      risk: 0,
      riskLevel: 'low',
      contributions: [],
      coolingReasons: ['old-sim-silent'],
    },
    ...{ readyAt: now, completedAt: now, endedAt: now, reviewedBy: over.reviewedBy ?? null },
    ...(over.read ? { releaseDocumentBy: requestedBy, releaseDocumentAt: now } : {}),
  });
  await guardAfterSwap(tx, tenant, now, { personId: holderId, swapId: id });
  return {
    id,
    number,
    numberId,
    msisdn,
    holderId,
    requestedBy,
    oldSimId: old.id,
    newSimId: fresh.id,
    documentNumber: identity.number,
  };
}

async function anAgent({ tx, tenant, now }: SampleGround): Promise<string> {
  return insertPerson(tx, tenant.id, now, {
    ...{ name: 'Aline Agent', email: `swap-agent-${newId(now)}@example.com`, status: 'active' },
    roles: ['agent'],
  });
}
