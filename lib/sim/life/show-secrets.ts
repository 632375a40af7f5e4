import { z } from 'zod';
import type { Tx } from '@/db/client';
import { idText } from '../../base/id';
import { type Msisdn, spellMsisdn } from '../../base/msisdn';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import type { Tenant } from '../../policy/tenant';
import { guardOf } from '../../trust/swap-guard';
import { openSecrets } from '../secrets';
import { hasOpenSwap, lockOwnLine } from './line';
import { sampleLine } from './sample-line';

/**
 * Shows the codes of the card that carries one's own number: to a fresh second factor, with evidence left and the holder
 * told. It is a deed and no view, so that no page that is opened again shows them again.
 */
export const showOwnSecrets = command({
  name: 'sim.secrets.show-own',
  proof: 'fresh-second-factor',
  perMinute: 5,
  input: z.strictObject({ numberId: idText }),
  output: z.strictObject({ pin1: z.string(), puk1: z.string(), pin2: z.string(), puk2: z.string() }),
  async run({ tx, actor, tenant, now }, { numberId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const { number, sim } = await lockOwnLine(tx, tenant.id, { numberId, personId });
    if (!sim || number.state !== 'active' || sim.state !== 'active') throw notInUse();
    if (await hasMovedLately(tx, tenant, now, { numberId, personId })) throw movedLately();
    await notifyPerson(tx, tenant, now, personId, {
      template: 'cardCodesShown',
      values: { number: spellMsisdn(number.msisdn as Msisdn) },
      everywhere: true,
    });
    return {
      output: openSecrets(tenant.id, sim.id, sim.secrets),
      evidence: {
        subject: `sim:${sim.id}`,
        severity: 'warning',
        change: { codes: 'shown', number: numberId },
      },
    };
  },
  sample: async (ground) => ({ numberId: (await sampleLine(ground, { holderId: ground.actorId })).numberId }),
});

type Own = { numberId: string; personId: string };

/** After a swap, for as long as nobody else may rely on the number either: a thief who got it would want to keep the card. */
async function hasMovedLately(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { numberId, personId }: Own,
): Promise<boolean> {
  if (await hasOpenSwap(tx, tenant.id, { numberId, simId: null })) return true;
  const guard = await guardOf(tx, tenant.id, personId);
  return guard !== undefined && guard.attestationOffUntil > now;
}

const notInUse = () =>
  new Refusal(
    'card_codes_not_in_use',
    'The codes of a card are shown while its number is in use, and not while it is suspended.',
    { status: 409 },
  );

const movedLately = () =>
  new Refusal(
    'card_codes_after_swap',
    'This number moved to another card lately, or is about to. Its codes are shown again when that time is over.',
    { status: 409 },
  );
