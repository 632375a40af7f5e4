import { expect, test } from 'vitest';
import { inInstallation } from '@/db/client';
import { answerTo, codeOf, SPECS, type Spec, sampleOn, whoMay } from '@/testing/deeds';
import { aTenant, type Ground } from '@/testing/ground';
import { rowsOf } from '@/testing/tenant-rows';

/** What somebody proves by knowing it. */
const PROOF = /^(code|password|pin|otp)$/;

/** Where such a field is no proof: it is chosen anew, or the secret behind the code was just shown to who types it. */
const CHOSEN = [
  'person.sign-up:password',
  'auth.password.change:password',
  'auth.password.reset:password',
  'number.activate:password',
  'auth.totp.confirm:code',
  'auth.credentials.renew:password',
  'recovery.complete:password',
];

type Proof = [title: string, spec: Spec, field: string];
const fieldsOf = (spec: Spec): string[] => {
  const { shape } = spec.input._zod.def as unknown as { shape?: object };
  return Object.keys(shape ?? {});
};
const proofs = SPECS.flatMap(([name, spec]) =>
  fieldsOf(spec)
    .filter((field) => PROOF.test(field) && !CHOSEN.includes(`${name}:${field}`))
    .map((field): Proof => [`${name}, ${field}`, spec, field]),
);

/** The same shape with every digit and letter another one. */
const wrong = (text: string) =>
  text
    .replace(/\d/g, (digit) => String((Number(digit) + 1) % 10))
    .replace(/[a-z]/g, (letter) => (letter === 'a' ? 'b' : 'a'));

/** Everything that could have counted: the tenant's rows and the budgets of failed proofs. */
async function counted({ tenant }: Ground) {
  const limits = await inInstallation(async (tx) => {
    const { rows } = await tx.$client.query('select key, points from proof_limits order by key');
    return rows;
  });
  return JSON.stringify([await rowsOf(tenant.id), limits]);
}

async function setUp(spec: Spec, field: string) {
  const ground = await aTenant();
  const actor = await whoMay(ground, spec);
  const right = (await sampleOn(ground, spec, actor)) as Record<string, unknown>;
  return { ground, actor, right, guess: { ...right, [field]: wrong(String(right[field])) } };
}

test('there are proofs to guess', () => {
  expect(proofs.map(([title]) => title)).toEqual(
    expect.arrayContaining(['auth.sign-in, password', 'auth.step-up, code']),
  );
});

test.each(proofs)(
  '%s: a wrong guess is refused, and that it was made is not rolled back with it',
  async (_title, spec, field) => {
    const { ground, actor, right, guess } = await setUp(spec, field);
    const before = await counted(ground);
    const answer = await answerTo(spec, actor, guess);
    expect(answer).toMatchObject({
      refused: { code: expect.not.stringMatching('invalid_input|too_many_requests') },
    });
    expect(await counted(ground)).not.toBe(before);
    expect(codeOf(await answerTo(spec, actor, right))).toBe('done');
  },
);

test.each(proofs)(
  '%s: who has guessed often enough is refused the right one too',
  async (_title, spec, field) => {
    const { actor, right, guess } = await setUp(spec, field);
    const codes = new Set<string>();
    for (let time = 0; time < 20; time += 1) codes.add(codeOf(await answerTo(spec, actor, guess)));
    expect(codes).not.toContain('done');
    expect(codeOf(await answerTo(spec, actor, right))).not.toBe('done');
  },
);

test.each(proofs.filter(([, , field]) => field === 'code'))(
  '%s: of the right one given three times at once, one counts',
  async (_title, spec, field) => {
    const { actor, right } = await setUp(spec, field);
    const codes = await Promise.all([1, 2, 3].map(async () => codeOf(await answerTo(spec, actor, right))));
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  },
);
