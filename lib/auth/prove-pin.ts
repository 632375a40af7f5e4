import { z } from 'zod';
import { notSignedIn, type Refusal } from '../base/refusal';
import { command, type Deed } from '../command/command';
import { notifyPerson } from '../notice/notify';
import type { Actor } from '../policy/actor';
import { ownClaim } from './own-claim';
import { acceptPin, checkPin, type PinCheck, pinRefused, pinText } from './pin';
import { samplePin } from './sample-pin';

/** Checks somebody's own PIN before a deed of theirs. */
export async function checkOwnPin(actor: Actor, pin: string): Promise<PinCheck> {
  if (actor.kind !== 'person') throw notSignedIn();
  const { claim } = await ownClaim(actor);
  return checkPin(claim, actor.principal.id, pin, actor.request.at);
}

/** Gives the refusal of a PIN that was checked, after telling its owner if that was its last try; undefined for a right one. */
export async function refusalOfPin(
  { tx, tenant, now }: Omit<Deed, 'actor'>,
  personId: string,
  check: PinCheck,
): Promise<Refusal | undefined> {
  if (check.answer === 'right')
    return (await acceptPin(tx, personId, check)) ? undefined : pinRefused({ answer: 'wait' });
  if (check.answer === 'wrong' && check.left === 0)
    await notifyPerson(tx, tenant, now, personId, { template: 'pinLocked' });
  return pinRefused(check);
}

/** Shows one's PIN. What it opens is the asker's to decide; three wrong ones lock it. */
export const provePin = command({
  name: 'auth.pin.prove',
  proof: 'session',
  input: z.strictObject({ pin: pinText }),
  output: z.strictObject({}),
  prepare: async ({ actor }, { pin }) => checkOwnPin(actor, pin),
  async run({ tx, actor, tenant, now }, _input, check) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id } = actor.principal;
    const evidence = { subject: `person:${id}` };
    const refused = await refusalOfPin({ tx, tenant, now }, id, check);
    if (refused) return { refused, evidence };
    return { output: {}, evidence };
  },
  async sample(ground) {
    return { pin: await samplePin(ground, ground.actorId) };
  },
});
