import { z } from 'zod';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command, query } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { HOLD_KINDS, type HoldKind, liftHold, placeHold, readHolds } from '../../trust/hold';
import { beginUnlock } from '../unlock-swaps';
import { opensByRecoveryCodeAlone } from './secure-account';

/** What a person lets go by themselves; credentials are let go by setting new ones. */
export const LIFTABLE = ['money_out', 'sim_swap', 'messages'] as const;
export const isLiftable = (kind: HoldKind): kind is (typeof LIFTABLE)[number] =>
  LIFTABLE.some((one) => one === kind);
export const LIFTED = {
  money_out: 'moneyHoldLifted',
  sim_swap: 'simHoldLifted',
  messages: 'messagesHoldLifted',
  counter: 'counterHoldLifted',
} as const;

export const nothingHeld = () =>
  new Refusal('nothing_is_held', 'Nothing of this kind is held back.', { status: 409 });

/** What is held back in one's own account. */
export const ownHolds = query({
  name: 'auth.holds',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    held: z.array(z.enum(HOLD_KINDS)),
    /** Those of them that end by themselves, and when. */
    ending: z.array(z.strictObject({ kind: z.enum(HOLD_KINDS), until: z.date() })),
    /** Whether there is a second factor to let go of it with. */
    hasFactor: z.boolean(),
    /** Whether new credentials are set with a recovery code alone, and this session has not shown one. */
    wantsRecoveryCode: z.boolean(),
  }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session } = actor;
    const holds = await readHolds(tx, tenant.id, principal.id, now);
    const wantsRecoveryCode =
      session.provedBy !== 'recovery' && (await opensByRecoveryCodeAlone(tx, tenant.id, principal.id, now));
    const held = holds.map(({ kind }) => kind);
    const ending = holds.flatMap(({ kind, until }) => (until ? [{ kind, until }] : []));
    return { held, ending, hasFactor: principal.mfaEnabled, wantsRecoveryCode };
  },
  sample: async () => ({}),
});

/** Lets money go out or messages count again, and SIM swaps when their lock has been off for its time. New credentials come first, or a thief would undo it with the old ones. */
export const liftOwnHold = command({
  name: 'auth.secure.lift',
  proof: 'fresh-second-factor',
  input: z.strictObject({ kind: z.enum(LIFTABLE) }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { kind }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const evidence = { subject: `person:${personId}`, severity: 'warning' as const };
    // A thief with the holder's session would else be past the wait that taking off the lock has.
    if (kind === 'sim_swap') return beginUnlock({ tx, actor, tenant, now }, personId);
    const lifted = await liftHold(tx, tenant.id, now, { personId, kind, liftedBy: personId });
    if (!lifted) return { refused: nothingHeld(), evidence };
    await notifyPerson(tx, tenant, now, personId, { template: LIFTED[kind] });
    return { output: {}, evidence: { ...evidence, change: { lifted: kind } } };
  },
  async sample({ tx, tenant, now, actorId }) {
    await placeHold(tx, tenant.id, now, {
      personId: actorId,
      kind: 'money_out',
      reason: 'own session',
      placedBy: actorId,
    });
    return { kind: 'money_out' };
  },
});
