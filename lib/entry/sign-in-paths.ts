import { ownPath } from './own-path';
import { leadingBack } from './proof-page';

/** A path with the way back in it, where there is one. */
export function withCallback(path: string, callbackUrl: string | undefined): string {
  return callbackUrl ? leadingBack(path, ownPath(callbackUrl)) : path;
}

/** Where a first factor leads: to what was asked for, or to the second factor on the way there. */
export const afterFirstStep = (
  { next }: { next: 'session' | 'second-factor' },
  callbackUrl: string | undefined,
): string => (next === 'session' ? (callbackUrl ?? '/') : withCallback('/second-factor', callbackUrl ?? '/'));
