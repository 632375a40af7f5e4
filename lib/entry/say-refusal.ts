import { getLocale } from 'next-intl/server';
import { isDatabaseAway } from '@/db/client';
import fr from '@/messages/fr/refusal.json';
import type { FormState } from '../base/form-state';
import { log } from '../base/log';
import { fill, Refusal } from '../base/refusal';
import { InvalidInput } from '../command/parse';
import { requestFacts } from './request-facts';

/** The English of a refusal stands beside its rule; here is what other languages say for each code. */
const IN_OTHER_WORDS: Record<string, Record<string, string>> = { fr };

/** A refusal's sentence in the reader's language; in English where nobody has said it otherwise. */
export async function sayRefusal(refusal: Refusal): Promise<string> {
  const template = IN_OTHER_WORDS[await getLocale()]?.[refusal.code];
  return template ? fill(template, refusal.values) : refusal.message;
}

const outage = () =>
  new Refusal(
    'database_away',
    'Ngao cannot reach its database. Nothing was changed. Try again in a minute.',
    { status: 503 },
  );

/** The refusal behind an error; a bug is logged with the request's id and thrown on. */
export async function refusalBehind(error: unknown): Promise<Refusal> {
  if (error instanceof Refusal) return error;
  const { id } = await requestFacts();
  log().error({ err: error, requestId: id }, 'a request failed');
  if (isDatabaseAway(error)) return outage();
  throw error;
}

const SECRET = /password|code|pin|puk|secret/i;

/** What a form shows of a refusal: the sentence, the fields it concerns, and what was typed, secrets aside. */
export async function refusedState(refusal: Refusal, form: FormData): Promise<FormState> {
  const typed = [...form.entries()].filter(
    ([name, value]) => typeof value === 'string' && !name.startsWith('$') && !SECRET.test(name),
  );
  return {
    status: 'refused',
    code: refusal.code,
    message: await sayRefusal(refusal),
    field: refusal.field,
    fieldErrors: refusal instanceof InvalidInput ? refusal.fieldErrors : undefined,
    values: Object.fromEntries(typed.map(([name, value]) => [name, String(value)])),
  };
}
