import { forbidden, notFound, redirect } from 'next/navigation';
import type { z } from 'zod';
import { Refusal } from '../base/refusal';
import { ask } from '../command/ask';
import type { Query } from '../command/command';
import { InvalidInput } from '../command/parse';
import { type Proof, refusalOfProof } from '../policy/authorise';
import type { Permission } from '../policy/permissions';
import { currentActor } from './current-actor';
import { leadingBack, type ProofPage, proofPageOf } from './proof-page';
import { requestFacts } from './request-facts';
import { sayFields } from './say-refusal';

/**
 * What a page shows: asks the query as whoever is looking. Who must sign in or prove more is sent there and comes back;
 * what does not exist, or is another tenant's, is the 404 page. Other refusals are thrown for the page to say.
 */
export async function show<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  input: unknown = {},
): Promise<z.infer<Output>> {
  try {
    return await ask(query, await currentActor(), input);
  } catch (error) {
    return leadAway(error, query.name);
  }
}

/** As `show`, for a list whose filters people type: what cannot be used comes back by field, in the reader's words. */
export async function showFiltered<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  input: unknown,
): Promise<
  { shown: z.infer<Output>; problems?: never } | { problems: Record<string, string[]>; shown?: never }
> {
  try {
    return { shown: await ask(query, await currentActor(), input) };
  } catch (error) {
    if (error instanceof InvalidInput) return { problems: await sayFields(error.problems) };
    return leadAway(error, query.name);
  }
}

async function leadAway(error: unknown, name: Permission): Promise<never> {
  if (!(error instanceof Refusal)) throw error;
  const proof = proofPageOf(error.code);
  if (proof) return sendAway(proof);
  if (error.code === 'address_not_confirmed') redirect('/verify');
  if (error.code === 'not_found' || error.code === 'invalid_input') notFound();
  if (error.code === 'forbidden') forbidden();
  // What stands against it here and now has words of its own, and may be over in a while.
  if (error.status === 403) redirect(leadingBack(`/refused?what=${name}`, (await requestFacts()).path));
  throw error;
}

/** The page that a deed which wants a fresh second factor would send whoever is looking to first, or undefined. */
export async function needsFreshProof(proof: Proof = 'fresh-second-factor'): Promise<ProofPage | undefined> {
  const refused = refusalOfProof(await currentActor(), proof);
  return refused && proofPageOf(refused.code);
}

/** Sends whoever is looking to a proof, from which they come back to where they are. */
export async function sendAway(to: ProofPage): Promise<never> {
  redirect(leadingBack(to, (await requestFacts()).path));
}
