import { z } from 'zod';
import { notSignedIn, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { notifyPerson } from '../notice/notify';
import { recordSignal } from '../trust/signal';
import { isNumberNew } from '../trust/swap-guard';
import { hashPin, pinText, storePin } from './pin';
import { checkOwnPin, refusalOfPin } from './prove-pin';
import { samplePin } from './sample-pin';
import { assertNotTrivial } from './trivial-pin';

/** Changes one's PIN with the old one: for whoever has no portal at hand. Not on a card that is new to the number. */
export const changePin = command({
  name: 'auth.pin.change',
  proof: 'session',
  input: z.strictObject({ pin: pinText, newPin: pinText }),
  output: z.strictObject({}),
  async prepare({ actor, tenant }, { pin, newPin }) {
    const check = await checkOwnPin(actor, pin);
    if (actor.kind !== 'person') throw notSignedIn();
    return { check, hash: await hashPin(tenant.id, actor.principal.id, newPin) };
  },
  async run({ tx, actor, tenant, now }, { newPin }, { check, hash }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id } = actor.principal;
    const evidence = { subject: `person:${id}`, severity: 'notice' as const, change: { pin: 'changed' } };
    const refused = await refusalOfPin({ tx, tenant, now }, id, check);
    if (refused) return { refused, evidence };
    if (await isNumberNew(tx, tenant.id, id, now)) return { refused: simIsNew(), evidence };
    await assertNotTrivial(tx, tenant.id, id, newPin);
    await storePin(tx, tenant.id, id, hash, now);
    await recordSignal(tx, tenant.id, id, 'credential-changed', now);
    await notifyPerson(tx, tenant, now, id, { template: 'pinSet' });
    return { output: {}, evidence };
  },
  async sample(ground) {
    return { pin: await samplePin(ground, ground.actorId), newPin: '31415' };
  },
});

/** A card that came to the number in the last 72 hours may be a thief's: what it could open waits. */
export const simIsNew = () =>
  new Refusal(
    'sim_is_new',
    'Your number moved to another SIM in the last 72 hours. Until then this is done in the portal or at a shop.',
    { status: 403 },
  );
