import type { Group } from '../../policy/zone';

type Clause = string | undefined | readonly (string | undefined)[];
type Parts = { answer?: 'step-up' | 'hold'; when?: Clause; unless?: Clause };

/** So many conditions in a row are no deep text yet. */
const A_FEW = 8;

const quote = (text: string) => JSON.stringify(text);

/** A set of texts. */
export const setOf = (texts: readonly string[]): string => `[${texts.map(quote).join(', ')}]`;

/** True where one of the conditions is. Many are halved again and again: a long chain would be a deep one. */
export const anyOf = (conditions: readonly string[]): string =>
  conditions.length < 2 ? (conditions[0] ?? 'false') : `(${eitherOf(conditions)})`;

function eitherOf(conditions: readonly string[]): string {
  if (conditions.length <= A_FEW) return conditions.map((one) => `(${one})`).join(' || ');
  const half = Math.ceil(conditions.length / 2);
  return `${anyOf(conditions.slice(0, half))} || ${anyOf(conditions.slice(half))}`;
}

/** True for people with one of these roles; undefined where that is everybody. */
export const hasRole = (roles: readonly string[]): string | undefined =>
  roles.length === 0 ? undefined : `${setOf(roles)}.containsAny(context.roles)`;

/** A `forbid` over groups of deeds. Clauses of `when` must all be true, and that of `unless` must not. */
export function forbid(groups: readonly Group[], { answer, when, unless }: Parts): string {
  const actions = groups.map((group) => `Action::${quote(group)}`).join(', ');
  const clauses = (word: 'when' | 'unless', of: Clause) =>
    (Array.isArray(of) ? of : [of]).filter((one) => one !== undefined).map((one) => `\n${word} { ${one} }`);
  const annotation = answer ? `@answer(${quote(answer)})\n` : '';
  const head = `forbid (principal, action in [${actions}], resource)`;
  return `${annotation}${head}${[...clauses('when', when), ...clauses('unless', unless)].join('')};`;
}
