import { z } from 'zod';
import type { Tx } from '@/db/client';
import { idText } from '../../base/id';
import { notSignedIn } from '../../base/refusal';
import { command } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import type { Person } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { recordSignal } from '../../trust/signal';
import { refusalOfRemoval } from '../last-factor';
import { isFirst } from '../may-enrol';
import { factorsOf, lockFactorsOf } from '../own-factors';
import { dropRecoveryCodes } from '../recovery-codes';
import { sampleFactor } from '../sample-factor';
import { endWhatIsUnderWay } from './secure-account';

/** Ids of factors as a form sends them: one ticked box as a text, several as a list. */
export const factorIds = z.union([
  z.array(idText).min(1, 'Tick what you no longer have.').max(50),
  idText.transform((id) => [id]),
]);

/**
 * Takes authenticators and passkeys from a person, as far as they are theirs. Gives how many were. Refuses to leave them
 * with less than their roles demand, unless they came with what is kept for a loss: then a new factor comes next.
 */
export async function dropFactors(tx: Tx, person: Person, ids: readonly string[]): Promise<number> {
  const { tenant, principal, session } = person;
  const before = await lockFactorsOf(tx, tenant.id, principal.id);
  const values = [tenant.id, principal.id, [...ids]];
  const apps = await tx.$client.query({
    name: 'factors-drop-totp',
    text: 'delete from totp_factors where tenant_id = $1 and person_id = $2 and id = any($3::uuid[])',
    values,
  });
  const keys = await tx.$client.query({
    name: 'factors-drop-passkeys',
    text: 'delete from passkeys where tenant_id = $1 and person_id = $2 and id = any($3::uuid[])',
    values,
  });
  if (session.provedBy !== 'recovery') {
    const left = await factorsOf(tx, tenant.id, principal.id);
    const refused = refusalOfRemoval(person, { before, left });
    // Thrown, so that what was deleted is there again.
    if (refused) throw refused;
    if (isFirst(left)) await dropRecoveryCodes(tx, tenant.id, principal.id);
  }
  return (apps.rowCount ?? 0) + (keys.rowCount ?? 0);
}

/** Tells a person that a factor is gone, and notes that their credentials changed. */
export async function tellFactorsDropped(tx: Tx, tenant: Tenant, personId: string, now: Date): Promise<void> {
  await notifyPerson(tx, tenant, now, personId, { template: 'secondFactorsRemoved' });
  await recordSignal(tx, tenant.id, personId, 'credential-changed', now);
}

/**
 * Takes away one's own second factors that are lost, with another one that is there, or a recovery code. All other
 * sessions end: whoever found what was lost may be in one.
 */
export const dropLostFactors = command({
  name: 'auth.factors.drop',
  proof: 'fresh-after-loss',
  input: z.strictObject({ factorIds }),
  output: z.strictObject({ dropped: z.number().int() }),
  async run({ tx, actor, tenant, now }, { factorIds: ids }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const dropped = await dropFactors(tx, actor, ids);
    const others = { personId, butId: actor.session.id, reason: 'factor lost' };
    const ended = dropped > 0 ? await endWhatIsUnderWay(tx, tenant.id, now, others) : 0;
    if (dropped > 0) await tellFactorsDropped(tx, tenant, personId, now);
    return {
      output: { dropped },
      evidence: { subject: `person:${personId}`, severity: 'warning', change: { dropped, ended } },
    };
  },
  async sample(ground) {
    const { id } = await sampleFactor(ground, ground.actorId);
    return { factorIds: [id] };
  },
});
