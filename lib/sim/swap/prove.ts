import { z } from 'zod';
import { idText } from '../../base/id';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import type { Person } from '../../policy/actor';
import { prepareLook, type SecondLook } from '../../trust/decision/second-look';
import { refusalOfProving, takeProof, wayIsClosed } from './go-on';
import { sampleSwap } from './sample-swap';
import { evidenceOf, lockSwap } from './stored-swap';
import type { StoredSwap } from './swap';
import { cameLater } from './swap-facts';
import { swapStep } from './view';

/** Which proof a session's last second factor is; a code by message, or one from paper, is none of its own here. */
const WAY_OF: Record<string, 'passkey' | 'totp'> = {
  passkey: 'passkey',
  'device-passkey': 'passkey',
  totp: 'totp',
};

/**
 * Shows the holder's own second factor for a swap: one that was set up before the swap was asked for, shown in this session
 * after it was.
 */
export const proveSwap = command({
  name: 'sim.swap.prove',
  proof: 'fresh-second-factor',
  perMinute: 20,
  input: z.strictObject({ swapId: idText }),
  output: swapStep,
  prepare: ({ actor }) => prepareLook(actor, 'sim.swap.prove'),
  async run(deed, { swapId }, look) {
    const { tx, actor, tenant } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const one = await lockSwap(tx, tenant.id, swapId, actor.principal.id);
    return showFactor(deed, actor, look, one);
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'proving', { holderId: ground.actorId });
    return { swapId };
  },
});

/** Takes the second factor that the session of the holder has shown as a proof of a case that is locked. */
export async function showFactor(deed: Deed, actor: Person, look: SecondLook, one: StoredSwap) {
  const { tx, tenant, now } = deed;
  const { provedBy, provedAt } = actor.session;
  const kind = WAY_OF[provedBy ?? ''];
  const evidence = (path: Parameters<typeof evidenceOf>[2]) =>
    evidenceOf(one, now, path, { way: kind ?? provedBy });
  if (!kind) return { refused: needsOwnFactor(), evidence: evidence([]) };
  const refused = refusalOfProving(one, kind, now);
  if (refused) return { refused, evidence: evidence([]) };
  if (!provedAt || provedAt <= one.requestedAt) return { refused: needsFactorNow(), evidence: evidence([]) };
  if (await cameLater(tx, tenant.id, actor.principal.id, kind, one.requestedAt))
    return { refused: wayIsClosed(), evidence: evidence([]) };
  const went = await takeProof(deed, look, one, { kind, by: actor.principal.id });
  if (went.refused) return { refused: went.refused, evidence: evidence(went.path) };
  return { output: { state: went.path.at(-1) ?? one.state }, evidence: evidence(went.path) };
}

const needsOwnFactor = () =>
  new Refusal(
    'swap_needs_own_factor',
    'This needs your passkey or your authenticator. A code by message or from paper is not enough to move a number.',
    { status: 401 },
  );

const needsFactorNow = () =>
  new Refusal(
    'swap_needs_factor_now',
    'Show your second factor now: what was shown before the swap was asked for does not count.',
    { status: 401 },
  );
