import { forbidden, notFound, redirect } from 'next/navigation';
import type { z } from 'zod';
import { Refusal } from '../base/refusal';
import { ask } from '../command/ask';
import type { Query } from '../command/command';
import { currentActor } from './current-actor';
import { requestFacts } from './request-facts';

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
    if (!(error instanceof Refusal)) throw error;
    const back = encodeURIComponent((await requestFacts()).path);
    if (error.code === 'not_signed_in') redirect(`/sign-in?callbackUrl=${back}`);
    if (error.code.startsWith('needs_')) redirect(`/step-up?callbackUrl=${back}`);
    if (error.code === 'address_not_confirmed') redirect('/verify');
    if (error.code === 'not_found' || error.code === 'invalid_input') notFound();
    if (error.code === 'forbidden') forbidden();
    throw error;
  }
}
