import { z } from 'zod';
import { codeRefused, spendCode } from '../auth/one-time-code';
import { returnTry } from '../auth/proof-budget';
import { tryAtCode } from '../auth/try-code';
import { parseMsisdn } from '../base/msisdn';
import { atField, notFound, notSignedIn } from '../base/refusal';
import { command } from '../command/command';
import { sixDigits } from './activate-number';
import { activateNumber, lockPendingNumber } from './pending-number';
import { samplePendingNumber } from './sample-registration';

/** Confirms a further number, by the code sent to its SIM and with the credential that its holder has already. */
export const confirmNumber = command({
  name: 'number.confirm',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({ msisdn: z.string().max(64), code: sixDigits }),
  output: z.strictObject({}),
  async prepare({ actor, tenant }, input) {
    if (actor.kind !== 'person') throw notSignedIn();
    const msisdn = atField('msisdn', () => parseMsisdn(input.msisdn, tenant.country));
    const awaited = { purpose: 'activate_number' as const, address: msisdn, personId: actor.principal.id };
    return { msisdn, ...(await tryAtCode(actor, awaited)) };
  },
  async run({ tx, actor, tenant, now }, { code }, { msisdn, claim, isOpen }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const pending = await lockPendingNumber(tx, tenant.id, msisdn);
    const personId = actor.principal.id;
    if (pending?.registration.personId !== personId) throw notFound();
    const evidence = { subject: `registration:${pending.registration.id}` };
    const which = { purpose: 'activate_number' as const, personId, address: msisdn, code };
    const answer = isOpen ? await spendCode(tx, tenant, now, which) : 'none';
    if (answer !== 'right') return { refused: codeRefused(), evidence };
    await returnTry(tx, claim, { complete: false });
    await activateNumber(tx, tenant, now, pending);
    return {
      output: {},
      evidence: {
        ...evidence,
        severity: 'notice',
        change: { number: pending.number.id, state: ['pending', 'active'] },
      },
    };
  },
  async sample(ground) {
    const { msisdn, code } = await samplePendingNumber(ground, { holderId: ground.actorId });
    return { msisdn, code };
  },
});
