import { Refusal } from '../base/refusal';
import type { Person } from '../policy/actor';
import { demandOf, meetsKinds } from '../policy/second-factor-policy';
import { enrolledIn, type Factors } from './own-factors';

/**
 * Gives the refusal where a person would have less than their roles demand once a factor is gone, or undefined. Who has
 * less already may still clear away what counts for nothing.
 */
export function refusalOfRemoval(
  { tenant, principal }: Person,
  { before, left }: { before: Factors; left: Factors },
): Refusal | undefined {
  if (demandOf(tenant, principal.roles) !== 'required') return undefined;
  const [had, has] = [enrolledIn(tenant, before), enrolledIn(tenant, left)];
  if (meetsKinds(tenant, has)) return undefined;
  return had.totp !== has.totp || had.passkey !== has.passkey ? lastFactor() : undefined;
}

const lastFactor = () =>
  new Refusal(
    'factor_is_the_last',
    'Your roles here ask for this second factor. Add another one first, then remove this one.',
    { status: 409 },
  );
