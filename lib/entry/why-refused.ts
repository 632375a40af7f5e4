import { QUERIES } from '../catalogue';
import { refusalOf } from '../policy/authorise';
import { decide } from '../trust/decision/decide';
import { currentActor } from './current-actor';
import { sayRefusal } from './say-refusal';

/**
 * Why whoever is looking may not see something at this moment, in their words; undefined where nothing stands against it.
 * It is asked anew, so that nobody can put a sentence into the address of the page that says it.
 */
export async function whyRefused(name: string | undefined): Promise<string | undefined> {
  const query = QUERIES.find((one) => one.name === name);
  const actor = await currentActor();
  if (!query || actor.kind !== 'person') return undefined;
  const { kind, proof } = query;
  const refused =
    refusalOf(actor, query.name, proof) ?? (await decide(actor, { name: query.name, kind })).refused;
  return refused && sayRefusal(refused);
}
