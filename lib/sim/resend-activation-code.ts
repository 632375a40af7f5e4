import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { numbers, registrations } from '@/db/schema/sim';
import { accountOfAddress, forgetFailures } from '../auth/proof-budget';
import { idText } from '../base/id';
import type { Msisdn } from '../base/msisdn';
import { notFound } from '../base/refusal';
import { command } from '../command/command';
import { personIdOf } from '../policy/actor';
import { refusalOfProof } from '../policy/authorise';
import { samplePendingNumber } from './sample-registration';
import { sendActivationCode } from './send-activation-code';

/**
 * Sends a new activation code: for the agent who registered the number, and for its holder. The one before is dead. Where
 * the agent asks, what was guessed at the number is forgotten.
 */
export const resendActivationCode = command({
  name: 'number.activation-code.resend',
  proof: 'session',
  input: z.strictObject({ registrationId: idText }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { registrationId }) {
    const [found] = await tx
      .select({ registration: registrations, msisdn: numbers.msisdn, locale: users.locale })
      .from(registrations)
      .innerJoin(
        numbers,
        and(eq(numbers.tenantId, registrations.tenantId), eq(numbers.id, registrations.numberId)),
      )
      .innerJoin(users, and(eq(users.tenantId, registrations.tenantId), eq(users.id, registrations.personId)))
      .where(
        and(
          eq(registrations.tenantId, tenant.id),
          eq(registrations.id, registrationId),
          eq(registrations.state, 'pending_activation'),
        ),
      )
      .for('update', { of: registrations });
    const asker = personIdOf(actor);
    if (!found || (found.registration.registeredBy !== asker && found.registration.personId !== asker))
      throw notFound();
    const { personId, registeredBy } = found.registration;
    // It is staff's deed too, and those have shown a second factor in whatever they do.
    const unproved = personId === asker ? undefined : refusalOfProof(actor, 'second-factor');
    if (unproved) throw unproved;
    // Its holder stands at the counter, whatever others have guessed at.
    if (registeredBy === asker) await forgetFailures(tx, tenant.id, accountOfAddress(found.msisdn));
    await sendActivationCode(tx, tenant, now, {
      personId,
      msisdn: found.msisdn as Msisdn,
      locale: found.locale,
    });
    return { output: {}, evidence: { subject: `registration:${registrationId}` } };
  },
  async sample(ground) {
    const { registrationId } = await samplePendingNumber(ground, { registeredBy: ground.actorId });
    return { registrationId };
  },
});
