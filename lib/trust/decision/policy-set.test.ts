import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainPerson } from '@/testing/plain-person';
import { evaluate, policySetOf, questionOf, type Stated, validatePolicy } from './policy-set';

const stated = (cedar: string, id = 'one'): Stated => ({
  id,
  version: 1,
  cedar,
  template: null,
  filling: null,
});
const person = plainPerson({ roles: ['agent'], request: { ip: '41.186.0.1' } });
const ask = questionOf(person, {
  name: 'wallet.transfer',
  kind: 'command',
  about: { amount: 5_000, currency: 'RWF' },
});
const answered = (...cedar: string[]) =>
  evaluate(
    cedar.map((text, n) => stated(text, `p${n}`)),
    ask,
  );

describe('a policy is checked against the schema of the commands', () => {
  test.each([
    [
      'forbid (principal, action == Action::"wallet.transfer", resource) when { context has amount && context.amount > 10 };',
      ['wallet.transfer'],
    ],
    [
      'forbid (principal, action in [Action::"wallet.transfer", Action::"wallet.deposit"], resource);',
      ['wallet.deposit', 'wallet.transfer'],
    ],
    ['@answer("hold") forbid (principal, action, resource) unless { context.weekday == "mon" };', []],
    [
      'forbid (principal, action, resource) unless { context has ip && context.ip.isInRange(ip("41.186.0.0/16")) };',
      [],
    ],
    [
      'permit (principal, action == Action::"audit.export", resource) when { principal.roles.contains("viewer") };',
      ['audit.export'],
    ],
  ])('%s', (text, commands) => {
    expect(validatePolicy(text)).toEqual({ problems: [], commands });
  });

  test('of a group of commands it knows them all', () => {
    const { problems, commands } = validatePolicy('forbid (principal, action in Action::"money", resource);');
    expect(problems).toEqual([]);
    expect(commands).toContain('wallet.transfer');
    expect(commands).toContain('float.open');
    expect(commands).not.toContain('role.assign');
  });

  test.each([
    ['forbid (principal, action == Action::"wallet.trnsfer", resource);', /wallet\.trnsfer/],
    ['forbid (principal, action, resource) when { context.amount > 10 };', /amount/],
    ['forbid (principal, action, resource) when { context.moonlight };', /moonlight/],
    ['forbid (principal, action, resource) when { context.hour == "nine" };', /String|type/],
    ['forbid (principal, action == Action::"auth.sign-out", resource);', /auth\.sign-out/],
    ['@answer("perhaps") forbid (principal, action, resource);', /@answer/],
    ['@answer("hold") permit (principal, action, resource);', /@answer/],
    ['forbid (principal', /./],
    ['forbid (principal, action, resource); permit (principal, action, resource);', /./],
    ['', /./],
  ])('%s is refused in words', (text, word) => {
    expect(validatePolicy(text).problems.join('\n')).toMatch(word);
  });
});

describe('a question', () => {
  test('has the clock of each zone, whoever asked a moment or a minute before', () => {
    const at = (timeZone: string, moment: string) => {
      const who = plainPerson({ tenant: { timeZone }, request: { at: new Date(moment) } });
      const { hour, minuteOfDay, weekday } = questionOf(who, { name: 'wallet.show', kind: 'query' }).context;
      return [weekday, hour, minuteOfDay];
    };
    expect(at('Africa/Kigali', '2026-03-29T00:59:59Z')).toEqual(['sun', 2, 179]);
    expect(at('Europe/Paris', '2026-03-29T00:59:59Z')).toEqual(['sun', 1, 119]);
    expect(at('Europe/Paris', '2026-03-29T01:00:00Z')).toEqual(['sun', 3, 180]);
    expect(at('Africa/Kigali', '2026-03-28T22:00:00Z')).toEqual(['sun', 0, 0]);
    expect(at('Asia/Kathmandu', '2026-03-28T22:00:00Z')).toEqual(['sun', 3, 225]);
  });

  test('is plain JSON by the clocks of the tenant, without what nobody knows', () => {
    expect(JSON.parse(JSON.stringify(ask))).toEqual(ask);
    expect(ask.context).toMatchObject({
      ...{
        hour: 14,
        minuteOfDay: 840,
        weekday: 'mon',
        country: 'RW',
        ip: '41.186.0.1',
        zone: 'user',
        group: 'money',
      },
      ...{
        amount: 5_000,
        trust: 'high',
        trustRank: 3,
        freshProof: true,
        deviceProof: 'none',
        secondPerson: false,
      },
    });
    expect(ask.context).not.toHaveProperty('unit');
  });

  test('of a name that the schema lacks is a bug', () => {
    expect(() =>
      questionOf(person, { name: 'wallet.transfer', kind: 'command', about: { amonut: 1 } }),
    ).toThrow(/amonut/);
  });
});

describe('an answer', () => {
  test.each([
    'principal.roles.contains("agent")',
    'principal has roles && !(principal has unit)',
    'action in Action::"money"',
    'principal == User::"nobody" || action in [Action::"people", Action::"money"]',
    'principal is User',
  ])('a condition that asks for the person or the deed is told of them: %s', (condition) => {
    const evaluation = answered(`forbid (principal, action, resource) when { ${condition} };`);
    expect(evaluation).toEqual({ answer: 'refuse', by: ['p0'], broken: [] });
  });

  test('is what roles say where no policy speaks', () => {
    expect(answered()).toEqual({ answer: 'allow', by: [], broken: [] });
    expect(answered('forbid (principal, action == Action::"role.assign", resource);').answer).toBe('allow');
    expect(answered('permit (principal, action, resource);')).toEqual({
      answer: 'allow',
      by: ['p0'],
      broken: [],
    });
  });

  test('names the policies of the strictest answer', () => {
    const forbid = 'forbid (principal, action in Action::"money", resource);';
    expect(answered(forbid, `@answer("hold") ${forbid}`, `@answer("step-up") ${forbid}`)).toEqual({
      ...{ answer: 'refuse', by: ['p0'], broken: [] },
    });
    expect(answered(`@answer("hold") ${forbid}`, `@answer("step-up") ${forbid}`).by).toEqual(['p0']);
  });

  test('to step up is met by a fresh second factor', () => {
    const policy = stated('@answer("step-up") forbid (principal, action, resource);');
    expect(evaluate([policy], ask).answer).toBe('allow');
    const old = questionOf(plainPerson({ session: { provedAt: null } }), {
      name: 'wallet.transfer',
      kind: 'command',
    });
    expect(evaluate([policy], old)).toEqual({ answer: 'step-up', by: ['one'], broken: [] });
  });

  test.each([
    ['what is not known', 'forbid (principal, action, resource) when { context.unit == "x" };'],
    ['what there is not', 'forbid (principal, action, resource) when { context.moonlight };'],
    ['what is of another kind', 'forbid (principal, action, resource) when { context.hour < "nine" };'],
    ['a permit that asks it', 'permit (principal, action, resource) when { context.moonlight };'],
    [
      'what overflows',
      'forbid (principal, action, resource) when { context.amount * 9223372036854775807 > 1 };',
    ],
    ['what cannot be read', 'forbid (principal'],
  ])('to %s is a refusal that names the policy', (_, text) => {
    expect(answered('permit (principal, action, resource);', text)).toEqual({
      ...{ answer: 'refuse', by: [], broken: ['p1'] },
    });
  });

  test('to a question that is no question is a refusal', () => {
    const all = 'permit (principal, action, resource);';
    const asking = 'permit (principal, action, resource) when { context.hour == 1 || context has ip };';
    const hour = { ...ask, context: { ...ask.context, hour: 1.5 } };
    expect(evaluate([stated(asking)], hour).answer).toBe('refuse');
    expect(evaluate([stated(asking)], { ...ask, context: { ...ask.context, ip: 'no address' } }).answer).toBe(
      'refuse',
    );
    expect(evaluate([stated(all)], { ...ask, command: 'auth.sign-in' }).answer).toBe('refuse');
  });

  test('is the same however the context is asked for', () => {
    const says = (when: string) => answered(`forbid (principal, action, resource) when { ${when} };`).answer;
    expect(says('context["hour"] == 14')).toBe('refuse');
    expect(says('context["ho\\u{75}r"] == 14')).toBe('refuse');
    expect(says('context has hour && context.weekday like "m*"')).toBe('refuse');
    expect(says('context has "currency" && context has amount')).toBe('refuse');
    expect(says('(if true then context else context).hour == 14')).toBe('refuse');
    expect(says('context has unit')).toBe('allow');
  });

  test('says whether a second person matters to it', () => {
    const two = 'forbid (principal, action, resource) unless { context.secondPerson };';
    expect(policySetOf([stated(two)]).asksSecondPerson).toBe(true);
    expect(evaluate([stated(`@answer("hold") ${two}`)], ask).answer).toBe('hold');
    const agreed = questionOf(person, { name: 'wallet.transfer', kind: 'command' }, { secondPerson: true });
    expect(evaluate([stated(`@answer("hold") ${two}`)], agreed).answer).toBe('allow');
  });

  test('a hold is met by a second person’s word also where it does not ask for it, and only a hold is', () => {
    const held = '@answer("hold") forbid (principal, action, resource);';
    expect(policySetOf([stated(held)]).asksSecondPerson).toBe(true);
    expect(evaluate([stated(held)], ask).answer).toBe('hold');
    const agreed = (freshProof: boolean) => ({
      ...ask,
      context: { ...ask.context, secondPerson: true, freshProof },
    });
    expect(evaluate([stated(held)], agreed(false)).answer).toBe('allow');
    const [proof, no] = ['@answer("step-up") forbid', 'forbid'].map((effect, n) =>
      stated(`${effect} (principal, action, resource);`, `p${n}`),
    );
    const both = [stated(held, 'held'), proof as Stated];
    expect(evaluate(both, agreed(false))).toEqual({ answer: 'step-up', by: ['p0'], broken: [] });
    expect(evaluate(both, agreed(true)).answer).toBe('allow');
    expect(evaluate([...both, no as Stated], agreed(true))).toMatchObject({ answer: 'refuse', by: ['p1'] });
  });
});

// What a policy of each kind says by itself, so that what many say together can be held against it.
const clause = fc.constantFrom(
  ['', true] as const,
  ['when { context.hour == 14 }', true] as const,
  ['when { context.hour == 3 }', false] as const,
  ['when { context.country == "RW" }', true] as const,
  ['unless { principal.roles.contains("agent") }', false] as const,
  ['when { context has amount && context.amount > 4999 }', true] as const,
  ['when { context.riskLevel == "critical" }', false] as const,
);
const scope = fc.constantFrom(
  ['action', true] as const,
  ['action == Action::"wallet.transfer"', true] as const,
  ['action in Action::"money"', true] as const,
  ['action == Action::"role.assign"', false] as const,
);
const effect = fc.constantFrom('permit', 'forbid', '@answer("hold") forbid', '@answer("refuse") forbid');
const policy = fc.tuple(effect, scope, clause).map(([says, [what, isMeant], [when, isSo]]) => ({
  text: `${says} (principal, ${what}, resource) ${when};`,
  says,
  applies: isMeant && isSo,
}));

test('a forbid wins over any number of permits, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (policies, lots) => {
      const forbids = policies.filter(({ applies, says }) => applies && says !== 'permit');
      const refuses = forbids.some(({ says }) => !says.includes('hold'));
      const expected = forbids.length === 0 ? 'allow' : refuses ? 'refuse' : 'hold';
      const all = policies.map(({ text }, n) => stated(text, `p${n}`));
      const shuffled = all
        .map((one) => ({ one, lot: lots.next().value as number }))
        .sort((a, b) => a.lot - b.lot)
        .map(({ one }) => one);
      const first = evaluate(all, ask);
      expect(first.answer).toBe(expected);
      expect(evaluate(shuffled, ask)).toEqual(first);
    }),
    { numRuns: 150 },
  );
});
