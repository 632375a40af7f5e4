import { z } from 'zod';
import type { Tx } from '@/db/client';
import { newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import type { Person } from '../../policy/actor';
import { methodOf, refusalOfMake } from '../../policy/passkey-policy';
import { addFactor } from '../add-factor';
import { assertMayEnrol } from '../may-enrol';
import { registrationText } from './answer';
import { challengeRefused } from './challenge';
import { checkRegistration, type NewCredential } from './check-registration';
import { defaultName } from './model-names';
import { sampleRegistration } from './sample-passkey';

export const passkeyName = oneLine(60);

const notAdded = () =>
  new Refusal('passkey_not_added', 'This passkey could not be checked, so it was not added. Try again.');

const isKnown = () =>
  new Refusal('passkey_is_known', 'This passkey belongs to an account already. Use another one.', {
    status: 409,
  });

/**
 * Adds the passkey that the browser made. The session rises to what it shows, and the first factor of somebody brings
 * recovery codes, shown once.
 */
export const enrolPasskey = command({
  name: 'auth.passkey.enrol',
  proof: 'session',
  input: z.strictObject({ response: registrationText, name: passkeyName.optional() }),
  output: z.strictObject({ recoveryCodes: z.array(z.string()), ticket: z.string() }),
  async run({ tx, actor, tenant, now }, { response, name }) {
    const { person, before } = await assertMayEnrol(tx, actor);
    const { principal, session, request } = person;
    const refusedWith = (refused: Refusal, fault: string) => ({
      refused,
      evidence: { subject: `person:${principal.id}`, severity: 'warning' as const, change: { fault } },
    });
    const seen = await checkRegistration({ tx, tenant, request, personId: principal.id }, response);
    if ('fault' in seen)
      return refusedWith(seen.fault === 'challenge' ? challengeRefused() : notAdded(), seen.fault);
    const otherMake = refusalOfMake(tenant, seen);
    if (otherMake) return refusedWith(otherMake, 'make');
    const id = await store(tx, person, seen, name ?? defaultName(seen.aaguid, request.userAgent));
    if (!id) return refusedWith(isKnown(), 'known already');
    const method = methodOf(seen);
    const added = { method, before, template: 'passkeyAdded' as const };
    const { recoveryCodes, assurance, ticket } = await addFactor(tx, person, added, now);
    const change = { method, aaguid: seen.aaguid, assurance: [session.assurance, assurance] };
    return {
      output: { recoveryCodes, ticket },
      evidence: { subject: `passkey:${id}`, severity: 'notice', change },
    };
  },
  sample: async (ground) => ({ response: await sampleRegistration(ground) }),
});

/** Keeps a passkey. Gives its id, or undefined where the tenant knows the credential already. */
async function store(
  tx: Tx,
  { tenant, principal, request }: Person,
  seen: NewCredential,
  name: string,
): Promise<string | undefined> {
  const id = newId(request.at);
  const { rowCount } = await tx.$client.query({
    name: 'passkey-store',
    text: `insert into passkeys (tenant_id, id, person_id, name, credential_id, public_key, counter, transports, aaguid,
        backup_eligible, backed_up, created_at)
      values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (tenant_id, credential_id) do nothing`,
    values: [
      ...[tenant.id, id, principal.id, name, seen.credentialId, seen.publicKey, seen.counter],
      ...[seen.transports, seen.aaguid, seen.backupEligible, seen.backedUp, request.at],
    ],
  });
  return rowCount === 1 ? id : undefined;
}
