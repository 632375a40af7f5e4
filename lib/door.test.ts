import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { units } from '@/db/schema/tenant';
import { twoForeigners } from '@/testing/abroad';
import {
  answerTo,
  codeOf,
  rolesThatMayNot,
  SPECS,
  type Spec,
  sampleOn,
  whoDoes,
  whoMay,
} from '@/testing/deeds';
import { aTenant, later, NOON } from '@/testing/ground';
import { rowsOf } from '@/testing/tenant-rows';
import { after } from './base/clock';
import { idText, newId } from './base/id';
import { forbidden, notFound } from './base/refusal';
import { query } from './command/command';
import type { Actor, Person } from './policy/actor';
import { ABOUT_ONESELF, OPERATORS_ONLY } from './policy/permissions';

test.each(SPECS)('%s is done for who may, and writes nothing for who may not', async (name, spec) => {
  const ground = await aTenant();
  const allowed = await whoMay(ground, spec);
  const turnedAway: [Actor, string][] = [];
  if (spec.proof !== 'none') {
    turnedAway.push([ground.stranger(), 'not_signed_in']);
    for (const role of rolesThatMayNot(name)) turnedAway.push([await ground.person([role]), 'forbidden']);
    if (allowed.kind === 'person') turnedAway.push(...lacking(spec, allowed));
  }
  const input = await sampleOn(ground, spec, allowed);
  const before = await rowsOf(ground.tenant.id);

  for (const [actor, code] of turnedAway) expect(codeOf(await answerTo(spec, actor, input))).toBe(code);
  const withMore = { ...Object(input), unknown: 'field' };
  expect(codeOf(await answerTo(spec, allowed, withMore))).toBe('invalid_input');
  expect(await rowsOf(ground.tenant.id)).toEqual(before);

  const doer = whoDoes(spec, allowed);
  const answer = await answerTo(spec, doer, input);
  expect(answer).toMatchObject({ done: expect.anything() });
  if (spec.kind === 'query') expect(await rowsOf(ground.tenant.id)).toEqual(before);
  else if (spec.idempotencyKey) {
    const once = await rowsOf(ground.tenant.id);
    expect(await answerTo(spec, doer, input)).toEqual(answer);
    expect(await rowsOf(ground.tenant.id)).toEqual(once);
  }
});

const tellForeigners = await twoForeigners();
const NOTHING = { leaked: [], touched: [] };

test.each(SPECS.filter(([name]) => !OPERATORS_ONLY.includes(name)))(
  '%s answers a foreign tenant in the same bytes, whether what it names exists with us or nowhere',
  async (_name, spec) => {
    const { exists, nowhere, ...harm } = await tellForeigners(spec);
    expect(exists).toBe(nowhere);
    expect(harm).toEqual(NOTHING);
  },
);

describe('the check of foreigners notices', () => {
  const ours = new Set<string>();
  const leaky = (run: (id: string) => Record<string, unknown>) =>
    query({
      name: 'unit.list',
      proof: 'session',
      input: z.strictObject({ id: idText }),
      output: z.looseObject({}),
      run: async (_deed, { id }) => run(id),
      async sample({ actorId }) {
        ours.add(actorId);
        return { id: actorId };
      },
    }) as unknown as Spec;

  test('another refusal for what exists', async () => {
    const { exists, nowhere } = await tellForeigners(
      leaky((id) => {
        throw ours.has(id) ? forbidden() : notFound();
      }),
    );
    expect(exists).not.toBe(nowhere);
  });

  test('an id of ours that was not asked about', async () => {
    const other = await aTenant();
    const { principal } = await other.person(['user']);
    const spec = leaky((id) => ({ next: ours.has(id) ? principal.id : newId(NOON) }));
    const sample = spec.sample;
    spec.sample = async (ground) => {
      await ground.tx.insert(units).values({
        tenantId: ground.tenant.id,
        id: principal.id,
        kind: 'shop',
        name: 'A shop',
        path: '/',
        createdAt: ground.now,
      });
      return sample(ground);
    };
    expect((await tellForeigners(spec)).leaked).toEqual([principal.id]);
  });
});

/** The same person without each of the proofs that are asked of them, and what they are told instead. */
function lacking({ name, proof }: Spec, actor: Person): [Person, string][] {
  const cases: [Person, string][] = [];
  const { session, principal, tenant, request } = actor;
  const oneFactor = { ...actor, session: { ...session, assurance: 1 as const, provedAt: null } };
  const stale = later(actor, after(request.at, tenant.settings.freshProofMs + 1));
  if (proof === 'second-factor') cases.push([oneFactor, 'needs_second_factor']);
  if (proof === 'fresh-second-factor')
    cases.push([oneFactor, 'needs_fresh_second_factor'], [stale, 'needs_fresh_second_factor']);
  if (!ABOUT_ONESELF.includes(name))
    cases.push([{ ...actor, principal: { ...principal, verified: false } }, 'address_not_confirmed']);
  return cases;
}
