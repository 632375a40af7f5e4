import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { z } from 'zod';
import type { FormAction, FormState } from '../base/form-state';
import { Refusal } from '../base/refusal';
import { ask } from '../command/ask';
import type { Command, Query } from '../command/command';
import { perform } from '../command/perform';
import { currentActor } from './current-actor';
import { atEvenTime } from './even-time';
import { inputOfForm, withFileAsText } from './form-fields';
import { ownPath } from './own-path';
import { leadingBack, proofPageOf } from './proof-page';
import { requestFacts } from './request-facts';
import { refusalBehind, refusedState } from './say-refusal';

type Options<Output> = {
  /** Input that the form cannot say and the request can: an id out of a cookie. */
  add?: () => Promise<Record<string, unknown>>;
  /** The field whose file is text that the deed reads whole; without it a file is no input. */
  fileAsText?: string;
  /** Work on cookies once the deed is done. */
  finish?: (output: Output) => Promise<void>;
  /** The path to go to once the deed is done; without it the form stays and shows its output. */
  goTo?: (output: Output, callbackUrl: string | undefined) => string;
  /** For what strangers ask about a name: the answer leaves at even steps of time, so that it does not tell who has an account. */
  evenTime?: boolean;
};

/**
 * Makes the server action of a command or a query. Its address is public, so it trusts nothing it is given: its own
 * `Origin`, the type of the form, the session and the input are all checked here and at the door.
 */
export function toAction<Input extends z.ZodType, Output extends z.ZodType, Prepared>(
  spec: Command<Input, Output, Prepared> | Query<Input, Output>,
  options: Options<z.infer<Output>> = {},
): FormAction {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    const fields = form instanceof FormData ? form : new FormData();
    let next: string;
    try {
      await assertOwnOrigin();
      const input = {
        ...inputOfForm(await withFileAsText(fields, options.fileAsText)),
        ...(await options.add?.()),
      };
      const actor = await currentActor();
      const work = async (): Promise<z.infer<Output>> =>
        spec.kind === 'command' ? perform(spec, actor, input) : ask(spec, actor, input);
      const output = await (options.evenTime ? atEvenTime(work) : work());
      await options.finish?.(output);
      if (!options.goTo) return { status: 'done', output: withoutBigint(output) };
      next = options.goTo(output, callbackOf(fields));
    } catch (error) {
      const refusal = await refusalBehind(error);
      const detour = await detourOf(refusal);
      if (!detour) return refusedState(refusal, fields);
      next = detour;
    }
    return redirect(next);
  };
}

/** Without script a page carries the state of its form as JSON, which knows no bigint: sums go as text. */
const withoutBigint = (output: unknown): unknown =>
  JSON.parse(JSON.stringify(output, (_, value) => (typeof value === 'bigint' ? String(value) : value)));

/** Next lets an absent `Origin` pass and believes a forwarded host: neither is good enough for a deed. */
async function assertOwnOrigin(): Promise<void> {
  const { scheme, host } = await requestFacts();
  if ((await headers()).get('origin') !== `${scheme}://${host}`) {
    throw new Refusal(
      'foreign_origin',
      'This form was sent from another site. Open the page here and send it again.',
      { status: 403 },
    );
  }
}

/** Where somebody is sent who has yet to prove who they are: and back to the page they came from. */
async function detourOf(refusal: Refusal): Promise<string | undefined> {
  const page = proofPageOf(refusal.code);
  if (!page) return undefined;
  const from = (await headers()).get('referer') ?? '';
  const back = URL.canParse(from) ? ownPath(new URL(from).pathname + new URL(from).search) : '/';
  return leadingBack(page, back);
}

function callbackOf(form: FormData): string | undefined {
  const given = form.get('callbackUrl');
  return typeof given === 'string' && given !== '' ? ownPath(given) : undefined;
}
