import type { z } from 'zod';
import { fill, type RefusalValues } from '../base/refusal';

/**
 * What is wrong with one field. `template` is the English sentence, by which messages/<locale>/field.json knows it in
 * other languages; where a parser of the house refused, `code` names its sentence in refusal.json instead.
 */
export type FieldProblem = { field: string; template: string; values: RefusalValues; code?: string };

/** What the house says where a schema says nothing of its own. A test holds messages/fr/field.json equal to these. */
export const FIELD_SENTENCES = {
  needed: 'This is needed.',
  wrongKind: 'This is not what is asked for here.',
  tooShort: 'Type at least {minimum} characters.',
  tooLong: 'Type at most {maximum} characters.',
  tooSmall: 'Type {minimum} or more.',
  tooLarge: 'Type {maximum} or less.',
  tooFew: 'Choose at least {minimum}.',
  tooMany: 'Choose at most {maximum}.',
  email: 'This is not a full e-mail address, such as ana@example.com.',
  form: 'This does not have the right form.',
  choice: 'Choose one of what is offered.',
  unknown: 'Nothing of this name belongs here: {keys}.',
  broken: 'This holds a character that cannot be kept. Type it again.',
} as const;

/** Takes an issue of zod that has no sentence of its own and gives the house's. */
export function sentenceOfIssue(issue: z.core.$ZodRawIssue): string {
  const { needed, wrongKind, email, form, choice, unknown } = FIELD_SENTENCES;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? needed : wrongKind;
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) === 1) return needed;
      return sentenceOfSize(issue.code, String(issue.origin));
    case 'too_big':
      return sentenceOfSize(issue.code, String(issue.origin));
    case 'invalid_format':
      return issue.format === 'email' ? email : form;
    case 'invalid_value':
    case 'invalid_union':
      return issue.input === undefined ? needed : choice;
    case 'unrecognized_keys':
      return unknown;
    default:
      return wrongKind;
  }
}

function sentenceOfSize(code: 'too_small' | 'too_big', origin: string): string {
  const { tooShort, tooLong, tooFew, tooMany, tooSmall, tooLarge } = FIELD_SENTENCES;
  if (origin === 'string') return code === 'too_small' ? tooShort : tooLong;
  if (origin === 'array' || origin === 'set') return code === 'too_small' ? tooFew : tooMany;
  return code === 'too_small' ? tooSmall : tooLarge;
}

/** Takes an issue with its sentence and gives the problem, with what the sentence is filled with. */
export function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  const field = issue.path.map(String).join('.');
  const { refusal, values } = ('params' in issue && issue.params ? issue.params : {}) as {
    refusal?: string;
    values?: RefusalValues;
  };
  if (refusal) return { field, template: issue.message, values: values ?? {}, code: refusal };
  return { field, template: issue.message, values: valuesOf(issue) };
}

function valuesOf(issue: z.core.$ZodIssue): RefusalValues {
  const found: RefusalValues = {};
  if ('minimum' in issue) found.minimum = String(issue.minimum);
  if ('maximum' in issue) found.maximum = String(issue.maximum);
  if (issue.code === 'unrecognized_keys') found.keys = issue.keys.slice(0, 5).join(', ').slice(0, 200);
  return found;
}

/** The problem's sentence in English. */
export const sayProblem = ({ template, values }: FieldProblem): string => fill(template, values);
