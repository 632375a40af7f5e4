import { randomInt } from 'node:crypto';
import { identityDocuments } from '@/db/schema/person';
import { numbers } from '@/db/schema/sim';
import { swapCases } from '@/db/schema/swap';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { documentFingerprint, sealDocument } from '../../person/document';
import { insertPerson } from '../../person/new-person';
import { moveSim } from '../move-sim';
import { newNumber, sampleStock } from '../sample-registration';
import { newSwapNumber, queueSwap } from './stored-swap';
import { tellSwap } from './tell-swap';

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');

type People = { holderId?: string; requestedBy?: string; msisdn?: string };

const person = ({ tx, tenant, now }: SampleGround, name: string) =>
  insertPerson(tx, tenant.id, now, {
    name,
    email: `swap-${digits(12)}@example.com`,
    emailVerifiedAt: now,
    status: 'active',
    roles: ['user'],
  });

/** Writes a number in use with its holder, their document and a card of the stock, for the samples of commands. */
export async function sampleSwapGround(
  ground: SampleGround,
  { holderId: given, msisdn: chosen }: People = {},
) {
  const { tx, tenant, now } = ground;
  const holderId = given ?? (await person(ground, 'Swap Sample'));
  const [documentId, documentNumber] = [newId(now), `1${digits(15)}`];
  await tx.insert(identityDocuments).values({
    ...{ tenantId: tenant.id, id: documentId, personId: holderId, kind: 'national_id', createdAt: now },
    number: sealDocument(tenant.id, documentId, documentNumber),
    numberFingerprint: documentFingerprint('national_id', documentNumber),
    ...{ givenNames: `Swap ${digits(6)}`, familyName: 'Sample', birthDate: '1990-05-17' },
  });
  const [oldSim, newSim] = [await sampleStock(ground), await sampleStock(ground)];
  const [numberId, msisdn] = [newId(now), chosen ?? newNumber(tenant.country)];
  const why = { now, actorId: null, numberId };
  const reserved = await moveSim(tx, tenant.id, oldSim, 'reserved', why);
  await moveSim(tx, tenant.id, reserved, 'active', why);
  await tx.insert(numbers).values({
    ...{ tenantId: tenant.id, id: numberId, msisdn, state: 'active', simId: oldSim.id, holderId, documentId },
    ...{ createdAt: now, changedAt: now, activatedAt: after(now, -365 * DAY_MS) },
  });
  return { numberId, msisdn, holderId, documentNumber, oldSim, newSim, iccid: newSim.iccid, key: newId(now) };
}

/** Writes a case that has come so far, for the samples of commands. */
export async function sampleSwap(
  ground: SampleGround,
  state: 'proving' | 'review' | 'disputed' | 'ready' | 'overdue',
  people: People = {},
) {
  const { tx, tenant, now } = ground;
  const made = await sampleSwapGround(ground, people);
  const { numberId, msisdn, holderId, oldSim, newSim, documentNumber } = made;
  const requestedBy = people.requestedBy ?? (await person(ground, 'Asking Staff'));
  const requestedAt = after(now, -HOUR_MS);
  // What a sample proves by was theirs before.
  await tx.$client.query(
    `update users set email_verified_at = $3 where tenant_id = $1 and id = $2 and email_verified_at > $3`,
    [tenant.id, holderId, requestedAt],
  );
  const by = { review: ['document-only'], disputed: [], ready: [], proving: [], overdue: [] }[state];
  const [one] = await tx
    .insert(swapCases)
    .values({
      ...{ tenantId: tenant.id, id: newId(now), number: newSwapNumber(), numberId, msisdn, holderId },
      ...{ oldSimId: oldSim.id, oldSimState: 'active', newSimId: newSim.id, reason: 'lost', channel: 'shop' },
      ...{
        requestedBy,
        requestedAt,
        ways: ['passkey', 'totp', 'email-code', 'document'],
        oldSimCounts: true,
      },
      ...{ reviewReasons: by, risk: 0, riskLevel: 'low', contributions: [], coolingReasons: [] },
      expiresAt: after(now, state === 'overdue' ? 0 : DAY_MS),
      state: state === 'ready' ? 'cooling' : state === 'overdue' ? 'proving' : state,
      readyAt: state === 'ready' ? now : null,
      ...(state === 'disputed' ? { disputedAt: now, disputedBy: 'link' as const } : {}),
    })
    .returning();
  if (!one) throw new Error('A sample of a swap was not written.');
  const why = { now, actorId: requestedBy, numberId };
  await moveSim(tx, tenant.id, { ...oldSim, state: 'active' }, 'pending_swap', why);
  await moveSim(tx, tenant.id, newSim, 'reserved', why);
  await queueSwap(tx, one);
  await tellSwap(tx, tenant, now, one, { template: 'swapRequested', values: { place: tenant.name } });
  if (state === 'ready') await letOneLeave(ground, one.id);
  return { id: one.id, holderId, documentNumber, requestedBy };
}

/** Says of the notices of a case that they have left, as the drainer would. */
async function letOneLeave({ tx, tenant, now }: SampleGround, caseId: string): Promise<void> {
  await tx.$client.query(
    `update outbox_messages m set state = 'sent', sent_at = $3 from swap_notices n
     where n.tenant_id = $1 and n.case_id = $2 and m.tenant_id = n.tenant_id and m.id = n.message_id`,
    [tenant.id, caseId, now],
  );
  await tx.$client.query(
    `delete from outbox_queue q using swap_notices n where n.tenant_id = $1 and n.case_id = $2 and q.message_id = n.message_id`,
    [tenant.id, caseId],
  );
}
