import { FEW_CODES } from './second-factor';
import type { OwnSecurity } from './security-center';

type Known = Pick<OwnSecurity, 'apps' | 'passkeys' | 'recoveryCodesLeft' | 'failures' | 'demand' | 'missing'>;

/** What is good about how an account is protected. */
export type Good = 'two-factors' | 'passkey' | 'codes' | 'quiet';
/** What its owner should do, the most pressing first. */
export type Next = 'closed' | 'enrol' | 'enrol-demanded' | 'codes' | 'failures' | 'add-passkey';

const PRESSING: readonly Next[] = ['closed', 'enrol', 'enrol-demanded', 'codes'];

/**
 * Answers "am I safe": what is good, what to do next, and whether anything of it presses. A passkey comes before the
 * digits of an app: a false page can ask for digits, and gets nothing out of a passkey.
 */
export function safetyOf(known: Known): { isCalm: boolean; good: Good[]; next: Next[] } {
  const { apps, passkeys, recoveryCodesLeft, failures, demand, missing } = known;
  const hasFactor = apps.length + passkeys.length > 0;
  const isShort = hasFactor && recoveryCodesLeft < FEW_CODES;
  const isDemanded = demand === 'required' && missing !== null;
  const good: (Good | false)[] = [
    hasFactor && 'two-factors',
    passkeys.length > 0 && 'passkey',
    hasFactor && !isShort && 'codes',
    failures.count === 0 && 'quiet',
  ];
  const next: (Next | false)[] = [
    failures.count >= failures.of && 'closed',
    isDemanded ? 'enrol-demanded' : !hasFactor && 'enrol',
    isShort && 'codes',
    failures.count > 0 && failures.count < failures.of && 'failures',
    hasFactor && passkeys.length === 0 && 'add-passkey',
  ];
  const todo = next.filter((one) => one !== false);
  return {
    isCalm: !todo.some((one) => PRESSING.includes(one)),
    good: good.filter((one) => one !== false),
    next: todo,
  };
}
