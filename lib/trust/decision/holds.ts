import { Refusal } from '../../base/refusal';
import type { Person } from '../../policy/actor';
import { isCounterWork } from '../../policy/zone';
import type { Asked } from './decide';
import { leadsToProof } from './self-help';

/** Decides what holds that stand on somebody keep them from. Gives the refusal, or undefined. */
export function refusalOfHeld({ principal }: Person, { name, kind }: Asked): Refusal | undefined {
  if (principal.held.includes('counter') && isCounterWork(name)) return counterIsHeld();
  if (principal.held.includes('review') && kind === 'command' && !leadsToProof(name)) return isUnderReview();
  return undefined;
}

const isUnderReview = () =>
  new Refusal(
    'held_for_review',
    'Your account is being looked at, and until then nothing can be changed. An administrator of your organisation can say more.',
    { status: 403 },
  );

const counterIsHeld = () =>
  new Refusal(
    'counter_is_held',
    'Your work at the counter is suspended. An administrator of your organisation can say why, and end it.',
    { status: 403 },
  );
