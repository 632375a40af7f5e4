import { z } from 'zod';
import { needsProof, notSignedIn, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { notifyPerson } from '../notice/notify';
import type { Person } from '../policy/actor';
import { refusalOfProof } from '../policy/authorise';
import { recordSignal } from '../trust/signal';
import { ownClaim } from './own-claim';
import { isPassword, PASSWORD_MAX } from './password';
import { hashPin, pinText, storePin } from './pin';
import { type Claim, returnTry, takeTry } from './proof-budget';
import { assertNotTrivial } from './trivial-pin';

type Proved = { hash: string } & ({ claim: Claim | undefined } | { refused: Refusal });

/**
 * Sets one's PIN in the portal, and opens one that is locked. Whoever has a second factor shows it again; whoever has
 * none types their password: a browser that somebody left open is not enough.
 */
export const setPin = command({
  name: 'auth.pin.set',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({
    newPin: pinText,
    currentPassword: z.string().max(PASSWORD_MAX).optional(),
  }),
  output: z.strictObject({}),
  async prepare({ actor }, { newPin, currentPassword = '' }): Promise<Proved> {
    if (actor.kind !== 'person') throw notSignedIn();
    const proved = await proveAgain(actor, currentPassword);
    return { ...proved, hash: await hashPin(actor.tenant.id, actor.principal.id, newPin) };
  },
  async run({ tx, actor, tenant, now }, { newPin }, proved) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id } = actor.principal;
    const evidence = { subject: `person:${id}`, severity: 'notice' as const, change: { pin: 'set' } };
    if ('refused' in proved) return { refused: proved.refused, evidence };
    if (proved.claim) await returnTry(tx, proved.claim, { complete: true });
    await assertNotTrivial(tx, tenant.id, id, newPin);
    await storePin(tx, tenant.id, id, proved.hash, now);
    await recordSignal(tx, tenant.id, id, 'credential-changed', now);
    await notifyPerson(tx, tenant, now, id, { template: 'pinSet' });
    return { output: {}, evidence };
  },
  sample: async () => ({ newPin: '27183' }),
});

async function proveAgain(
  actor: Person,
  password: string,
): Promise<{ claim: Claim | undefined } | { refused: Refusal }> {
  const { mfaEnabled, enrolled } = actor.principal;
  if (mfaEnabled || enrolled.totp || enrolled.passkey) {
    const stale = refusalOfProof(actor, 'fresh-second-factor');
    if (stale) throw stale;
    return { claim: undefined };
  }
  const { claim, passwordHash } = await ownClaim(actor);
  if (!passwordHash) throw needsProof('fresh-second-factor');
  const mayTry = await takeTry(claim, actor.request.at);
  const right = await isPassword(password, mayTry ? passwordHash : undefined);
  return right ? { claim } : { refused: passwordRefused() };
}

const passwordRefused = () =>
  new Refusal(
    'own_password_refused',
    'This is not your password, or there were too many tries. Check it, or wait 15 minutes.',
    { status: 401, field: 'currentPassword' },
  );
