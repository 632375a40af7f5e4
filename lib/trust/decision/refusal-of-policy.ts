import { Refusal } from '../../base/refusal';
import type { Question, Stated } from './policy-set';

/** The sentence for somebody whom a policy refuses: the policy's own reason where it gives one. */
export function refusalOfPolicy(_stated: Stated, _question: Question): Refusal {
  return new Refusal(
    'policy_refuses',
    'A policy of your organisation does not allow this here and now. An administrator can say which.',
    { status: 403 },
  );
}
