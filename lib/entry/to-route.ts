import type { z } from 'zod';
import { ask } from '../command/ask';
import type { Query } from '../command/command';
import { currentActor } from './current-actor';
import { refusalBehind, sayRefusal } from './say-refusal';

/**
 * Makes the GET handler of a query: its input is the address's query string, its answer what `answer` makes of the
 * output (a CSV file), or JSON. A refusal is answered with its status and its sentence.
 */
export function toRoute<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  answer: (output: z.infer<Output>, input: Record<string, string>) => Response = (output) =>
    Response.json(output),
): (request: Request) => Promise<Response> {
  return async (request) => {
    const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '');
    const input = Object.fromEntries(given);
    try {
      return answer(await ask(query, await currentActor(), input), input);
    } catch (error) {
      return refusalResponse(error);
    }
  };
}

/** The answer of a route to a refusal; a bug is logged and thrown on. */
export async function refusalResponse(error: unknown): Promise<Response> {
  const refusal = await refusalBehind(error);
  const headers = refusal.retryAfterSeconds
    ? { 'retry-after': String(refusal.retryAfterSeconds) }
    : undefined;
  return Response.json(
    { code: refusal.code, message: await sayRefusal(refusal) },
    { status: refusal.status, headers },
  );
}
