import { z } from 'zod';
import { inTenantReadOnly } from '@/db/client';
import { notSignedIn, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { notifyPerson } from '../notice/notify';
import type { Person } from '../policy/actor';
import { refusalOfProof } from '../policy/authorise';
import { recordSignal } from '../trust/signal';
import { ownClaim } from './own-claim';
import { hashPassword, isPassword, PASSWORD_MAX } from './password';
import { type Chooser, chosenPassword, formerHashes, refusalOfChosen, wasUsedBefore } from './password-rules';
import { type Claim, returnTry, takeTry } from './proof-budget';
import { endWhatIsUnderWay } from './recovery/secure-account';
import { assertSessionStands } from './session-stands';
import { storePassword } from './store-password';

const currentWrong = () =>
  new Refusal(
    'current_password_wrong',
    'This is not your current password, or there were too many tries. Check it, or wait 15 minutes.',
    { field: 'currentPassword' },
  );

const chooserOf = ({ principal }: Person): Chooser => ({ ...principal, hasFactor: principal.mfaEnabled });

/** What was found before the transaction: the hash to store, or why not; and what a try was taken from. */
type Prepared = { taken?: Claim; refused?: Refusal; hash?: string };
type Proved = { taken?: Claim; refused?: Refusal };

/** Tries the current password, where there is no second factor to prove that the person is there. */
async function proveCurrent(
  actor: Person,
  claim: Claim,
  current: string | undefined,
  hash: string | undefined,
): Promise<Proved> {
  if (actor.principal.mfaEnabled) return { refused: refusalOfProof(actor, 'fresh-second-factor') };
  // Who came by a code or a link and never had a password chooses the first one.
  if (hash === undefined) return {};
  const mayTry = await takeTry(claim, actor.request.at);
  const right = await isPassword(current ?? '', mayTry ? hash : undefined);
  return right ? { taken: claim } : { refused: currentWrong() };
}

/**
 * Changes one's own password: with a second factor from the last minutes where one is enrolled, else with the current
 * password. All other sessions end, and the owner is told on every address.
 */
export const changePassword = command({
  name: 'auth.password.change',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({
    currentPassword: z.string().max(PASSWORD_MAX).optional(),
    password: chosenPassword,
  }),
  output: z.strictObject({ ended: z.number().int() }),
  async prepare({ actor, tenant }, { currentPassword, password }): Promise<Prepared> {
    if (actor.kind !== 'person') throw notSignedIn();
    const { claim, passwordHash } = await ownClaim(actor);
    const hashes = await inTenantReadOnly(tenant.id, (tx) => formerHashes(tx, tenant, actor.principal.id));
    const { taken, refused: unproved } = await proveCurrent(actor, claim, currentPassword, passwordHash);
    const refused = unproved ?? (await refusalOfChosen(tenant, password, chooserOf(actor), hashes));
    return refused ? { taken, refused } : { taken, hash: await hashPassword(password) };
  },
  async run({ tx, actor, tenant, now }, _input, { taken, refused, hash }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session } = actor;
    const evidence = { subject: `person:${principal.id}`, severity: 'notice' as const };
    // Thrown, so that who must prove themselves first is led there.
    if (refused?.code.startsWith('needs_')) throw refused;
    await assertSessionStands(tx, actor);
    if (taken) await returnTry(tx, taken, { complete: false });
    if (refused || !hash) return { refused: refused ?? wasUsedBefore(), evidence };
    await storePassword(tx, tenant.id, principal.id, hash, now);
    const ended = await endWhatIsUnderWay(tx, tenant.id, now, {
      personId: principal.id,
      butId: session.id,
      reason: 'password changed',
    });
    await notifyPerson(tx, tenant, now, principal.id, { template: 'passwordChanged' });
    await recordSignal(tx, tenant.id, principal.id, 'credential-changed', now);
    return { output: { ended }, evidence: { ...evidence, change: { password: 'new', ended } } };
  },
  sample: async () => ({ password: 'seven quiet herons at dusk' }),
});
