import { Refusal } from '../../base/refusal';
import type { Person } from '../../policy/actor';
import type { Question, Stated } from './policy-set';
import { refusalOfTemplate, templateOf } from './template';

const REASON = /@reason\s*\(\s*("(?:[^"\\]|\\.)*")\s*\)/;

/**
 * The sentence for somebody whom a policy refuses: a template says what to do about it, a policy in Cedar gives its own
 * `@reason`, and where neither does, an administrator can say more.
 */
export function refusalOfPolicy(
  { cedar, filling }: Stated,
  { context }: Pick<Question, 'context'>,
  { tenant, request }: Pick<Person, 'tenant' | 'request'>,
): Refusal {
  const template = templateOf(filling);
  const { timeZone, currency } = tenant;
  const said =
    template && refusalOfTemplate(template, filling, { context, at: request.at, timeZone, currency });
  if (said) return said;
  const sentence = reasonIn(cedar);
  if (sentence)
    return new Refusal('policy_says', 'A policy of your organisation does not allow this: {sentence}.', {
      status: 403,
      values: { sentence },
    });
  return new Refusal(
    'policy_refuses',
    'A policy of your organisation does not allow this here and now. An administrator can say which.',
    { status: 403 },
  );
}

/** What an `@reason` says, without the stop at its end; undefined where there is none that can be read. */
function reasonIn(cedar: string): string | undefined {
  const quoted = REASON.exec(cedar)?.[1];
  const text = quoted
    ?.slice(1, -1)
    .replace(/\\(["\\])/g, '$1')
    .trim();
  return text?.replace(/\.$/, '') || undefined;
}
