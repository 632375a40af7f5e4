import { getLocale } from 'next-intl/server';
import { isDatabaseAway } from '@/db/client';
import frField from '@/messages/fr/field.json' with { type: 'json' };
import fr from '@/messages/fr/refusal.json' with { type: 'json' };
import type { FormState } from '../base/form-state';
import { log } from '../base/log';
import { fill, Refusal, sayIn } from '../base/refusal';
import type { FieldProblem } from '../command/field-problem';
import { byField, InvalidInput } from '../command/parse';
import { requestFacts } from './request-facts';

/** The English of a refusal stands beside its rule; here is what other languages say for each code. */
const IN_OTHER_WORDS: Record<string, Record<string, string>> = { fr };
/** And for each sentence about a field. */
const OF_FIELDS: Record<string, Record<string, string>> = { fr: frField };

/** A refusal's sentence in the reader's language; in English where nobody has said it otherwise. */
export async function sayRefusal(refusal: Refusal): Promise<string> {
  const locale = await getLocale();
  return sayIn(locale, IN_OTHER_WORDS[locale]?.[refusal.code], refusal);
}

/** The problems of each field in the reader's language. */
export async function sayFields(problems: readonly FieldProblem[]): Promise<Record<string, string[]>> {
  const locale = await getLocale();
  return byField(problems, ({ code, template, values }) => {
    const other = code ? IN_OTHER_WORDS[locale]?.[code] : OF_FIELDS[locale]?.[template];
    return fill(other ?? template, values);
  });
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

const SECRET = /password|code|pin|puk|secret|claim/i;

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
    fieldErrors: refusal instanceof InvalidInput ? await sayFields(refusal.problems) : undefined,
    values: valuesOf(typed),
  };
}

/** What was typed by field; several boxes of one name are the lines of one value. */
function valuesOf(typed: [string, FormDataEntryValue][]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of typed) {
    const before = values[name];
    values[name] = before === undefined ? String(value) : `${before}\n${value}`;
  }
  return values;
}
