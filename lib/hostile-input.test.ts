import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerTo, codeOf, SPECS, type Spec, sampleOn, whoMay } from '@/testing/deeds';
import { effort } from '@/testing/effort';
import { aTenant, NOON } from '@/testing/ground';
import { hostileText, hostileValue, NASTIEST } from '@/testing/hostile';
import { newId } from './base/id';
import type { Actor } from './policy/actor';

/** Each try comes from another address, so that the limiter lets it through to what is tried. */
function from(actor: Actor, ip: string, { name }: Spec): Actor {
  const request = { ...actor.request, ip };
  // A tenant is made in itself, so the operator brings an id that is not in use yet.
  const tenant = name === 'tenant.create' ? { ...actor.tenant, id: newId(NOON) } : actor.tenant;
  return { ...actor, request, tenant };
}

const unknownName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString'),
  hostileText.map((text) => `not ${text}`),
);

const fieldsOf = (sample: unknown): string[] => Object.keys(Object(sample));

/** A good input in which one or two fields were made hostile; or nothing but hostility. */
const spoiled = (sample: unknown): fc.Arbitrary<unknown> => {
  const fields = fieldsOf(sample);
  if (fields.length === 0) return hostileValue;
  const field = fc.constantFrom(...fields);
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(field, hostileValue).map(([name, value]) => ({ ...Object(sample), [name]: value })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(field, hostileValue, field, hostileValue)
        .map(([a, x, b, y]) => ({ ...Object(sample), [a]: x, [b]: y })),
    },
    { weight: 1, arbitrary: hostileValue },
  );
};

test.each(SPECS)(
  '%s answers hostile input with an answer or a refusal, never with an error',
  async (_name, spec) => {
    const ground = await aTenant();
    const actor = await whoMay(ground, spec);
    const sample = await sampleOn(ground, spec, actor);
    let tries = 0;
    for (const field of fieldsOf(sample)) {
      for (const value of NASTIEST) {
        tries += 1;
        const input = { ...Object(sample), [field]: value };
        await answerTo(spec, from(actor, `10.0.${tries >> 8}.${tries & 255}`, spec), input);
      }
    }
    await fc.assert(
      fc.asyncProperty(spoiled(sample), fc.ipV4(), async (input, ip) => {
        await answerTo(spec, from(actor, ip, spec), input);
      }),
      { numRuns: effort(10) },
    );
  },
);

test.each(SPECS)('%s refuses a field that it does not know', async (_name, spec) => {
  const ground = await aTenant();
  const actor = await whoMay(ground, spec);
  const sample = await sampleOn(ground, spec, actor);
  await fc.assert(
    fc.asyncProperty(unknownName, hostileValue, fc.ipV4(), async (name, value, ip) => {
      const input = Object.defineProperty({ ...Object(sample) }, name, { value, enumerable: true });
      expect(codeOf(await answerTo(spec, from(actor, ip, spec), input))).toBe('invalid_input');
    }),
    { numRuns: effort(5) },
  );
});
