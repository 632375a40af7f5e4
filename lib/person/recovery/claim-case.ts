import { z } from 'zod';
import { RECOVERY_STATES } from '@/db/schema/recovery';
import { caseNumber, claimRefused, claimText } from '../../auth/recovery/claim';
import { refusalOfStep, stateOf } from '../../auth/recovery/recovery-case';
import { command, query, type SampleGround } from '../../command/command';
import { sampleRecovery } from './sample-recovery';
import { evidenceOf, findClaimed, lockClaimed, saveCase } from './stored-case';
import { tellRecovery } from './tell';

const claimed = z.strictObject({ number: caseNumber, claim: claimText });

async function sampleClaim(ground: SampleGround) {
  const { number, claim } = await sampleRecovery(ground, 'opened');
  return { number, claim };
}

/** Takes the number and the secret of a case in a browser that did not ask for it. A wrong secret is counted. */
export const claimRecovery = command({
  name: 'recovery.claim',
  proof: 'none',
  perMinute: 10,
  input: claimed,
  output: claimed,
  async run({ tx, tenant, now }, given) {
    const { one, refused } = await lockClaimed(tx, tenant.id, given);
    const evidence = one ? { ...evidenceOf(one, now, one.state), change: {} } : {};
    if (refused) return { refused, evidence };
    return { output: given, evidence };
  },
  sample: sampleClaim,
});

/** Where a case stands, for whoever has its secret: nothing that tells whose account it is, or whether there is one. */
export const lookAtRecovery = query({
  name: 'recovery.look',
  proof: 'none',
  input: claimed,
  output: z.strictObject({
    number: z.string(),
    state: z.enum(RECOVERY_STATES),
    askedAt: z.date(),
    readyAt: z.date().nullable(),
    expiresAt: z.date(),
    isReady: z.boolean(),
  }),
  async run({ tx, tenant, now }, { number, claim }) {
    const one = await findClaimed(tx, tenant.id, { number, claim });
    if (!one) throw claimRefused();
    const { askedAt, readyAt, expiresAt } = one;
    const state = stateOf(one, now);
    return { number, state, askedAt, readyAt, expiresAt, isReady: !refusalOfStep(one, 'done', now) };
  },
  sample: sampleClaim,
});

/** Ends a case that one has begun oneself: the telephone was found. The account stays secured. */
export const cancelRecovery = command({
  name: 'recovery.cancel',
  proof: 'none',
  perMinute: 10,
  input: claimed,
  output: z.strictObject({}),
  async run({ tx, tenant, now }, given) {
    const { one, refused } = await lockClaimed(tx, tenant.id, given);
    const evidence = one ? evidenceOf(one, now, 'cancelled') : {};
    if (refused) return { refused, evidence };
    const step = refusalOfStep(one, 'cancelled', now);
    if (step) return { refused: step, evidence };
    await saveCase(tx, one, { state: 'cancelled', endedAt: now });
    // Of a case that nobody opened its owner knows nothing.
    if (one.openedBy) await tellRecovery(tx, tenant, one, now, 'recoveryRefused');
    return { output: {}, evidence };
  },
  sample: sampleClaim,
});
