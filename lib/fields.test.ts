import { expect, test } from 'vitest';
import { z } from 'zod';
import french from '@/messages/fr/field.json' with { type: 'json' };
import { fieldSentencesIn } from '@/testing/field-sentences';
import { sourcesIn } from '@/testing/source';
import { iccidText } from './base/iccid';
import { FIELD_SENTENCES } from './command/field-problem';
import { InvalidInput, parseInput } from './command/parse';

// What is wrong with the environment is told to the operator, in English.
const sources = sourcesIn('lib').filter(({ path }) => path !== 'lib/base/env.ts');
const sentences = new Set([...Object.values(FIELD_SENTENCES), ...sources.flatMap(fieldSentencesIn)]);
const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('every sentence about a field can be said in French, with the same values, and none is left over', () => {
  expect(Object.keys(french).toSorted()).toEqual([...sentences].toSorted());
  for (const [english, words] of Object.entries(french)) {
    expect(placesIn(words)).toEqual(placesIn(english));
    expect(words).toMatch(/^\p{Lu}[^'!]*\.$/u);
  }
});

const problemsWith = async (schema: z.ZodType, input: unknown) => {
  const error = await parseInput(schema, input).catch((problem: unknown) => problem);
  return error instanceof InvalidInput ? error.fieldErrors : error;
};

test('what zod would say in its own words is said in ours', async () => {
  const schema = z.strictObject({
    name: z.string().min(2).max(4),
    age: z.number().min(18),
    at: z.email(),
    id: z.uuid(),
    kind: z.enum(['shop', 'household']),
    roles: z.array(z.string()).min(1),
    own: z.string().regex(/^a$/, 'Only an a is good here.'),
    card: iccidText,
    gone: z.string(),
  });
  const input = {
    ...{ name: 'abcde', age: 7, at: 'x', id: '1', kind: 'other', roles: [], own: 'b', card: '12', more: 1 },
  };
  expect(await problemsWith(schema, input)).toEqual({
    '': ['Nothing of this name belongs here: more.'],
    name: ['Type at most 4 characters.'],
    age: ['Type 18 or more.'],
    at: ['This is not a full e-mail address, such as ana@example.com.'],
    id: ['This does not have the right form.'],
    kind: ['Choose one of what is offered.'],
    roles: ['Choose at least 1.'],
    own: ['Only an a is good here.'],
    card: ['An ICCID is 18 to 20 digits that start with 89. Read the number on the card again.'],
    gone: ['This is needed.'],
  });
  expect(await problemsWith(schema, 'no object')).toEqual({ '': ['This is not what is asked for here.'] });
});
