import { describe, expect, test } from 'vitest';
import { isTooDeep } from './cedar-depth';
import { validatePolicy } from './policy-set';
import { cedarOf } from './template';

const when = (expression: string) => `forbid (principal, action, resource) when { ${expression} };`;
const PLAIN = 'forbid (principal, action == Action::"wallet.transfer", resource);';

describe('a text that would break the library for everybody is refused before it is handed over', () => {
  test.each([
    ['brackets', `${'('.repeat(4_900)}true${')'.repeat(4_900)}`],
    ['lists', `${'['.repeat(300)}1${']'.repeat(300)} == [1]`],
    ['a chain of conditions', Array(500).fill('context.hour == 1').join(' && ')],
    ['a long sum', `${Array(4_900).fill('1').join('+')} == 1`],
    ['attributes of attributes', `context${'.a'.repeat(4_900)}`],
    ['calls of calls', `[1]${'.contains(1)'.repeat(300)}`],
    ['negations', `${'!('.repeat(300)}true${')'.repeat(300)}`],
    [
      'brackets behind a text that looks like an end',
      `"\\")" == "" && ${'('.repeat(300)}true${')'.repeat(300)}`,
    ],
    ['brackets behind a comment', `// "\n${'('.repeat(300)}true${')'.repeat(300)}`],
    [
      'brackets behind a comment that a carriage return ends',
      `// \r${'('.repeat(300)}true${')'.repeat(300)}`,
    ],
  ])('%s', (_what, expression) => {
    expect(validatePolicy(when(expression)).problems).toEqual([expect.stringContaining('nested')]);
    expect(validatePolicy(PLAIN)).toEqual({ problems: [], commands: ['wallet.transfer'] });
  });

  test('many clauses, each of which is shallow, are a chain too', () => {
    expect(isTooDeep(`forbid (principal, action, resource) ${'when { true } '.repeat(101)};`)).toBe(true);
  });
});

test('brackets that do not fit each other are no way around it', () => {
  const broken = `${'('.repeat(90)}${']'.repeat(90)}`.repeat(40);
  expect(validatePolicy(when(broken)).problems).not.toEqual([]);
  expect(validatePolicy(PLAIN).problems).toEqual([]);
});

test('as deep as it may be is taken by the library', () => {
  const deep = [
    `${'('.repeat(98)}true${')'.repeat(98)}`,
    `${'(true || '.repeat(48)}true${')'.repeat(48)}`,
    Array(33).fill('context.hour == 1').join(' && '),
  ];
  for (const expression of deep) expect(validatePolicy(when(expression)).problems).toEqual([]);
});

test('the longest lists that a form takes are no deep texts', () => {
  const networks = Array.from({ length: 200 }, (_, n) => ({
    ...{ unit: '0197a2a4-0000-7000-8000-000000000000', name: 'Shop', network: `41.186.${n}.0/24` },
  }));
  expect(validatePolicy(cedarOf('network', { networks, deeds: ['money'] })).problems).toEqual([]);
  expect(isTooDeep(when(`["${'","'.repeat(2_000)}"].contains("a")`))).toBe(false);
});
