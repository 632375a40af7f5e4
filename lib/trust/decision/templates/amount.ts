import { z } from 'zod';
import { formatMoney, money } from '../../../base/money';
import { Refusal } from '../../../base/refusal';
import { forbid, hasRole } from '../cedar-text';
import { LOCALES, type Refused, roles } from './filling';

/** From an amount on, in minor units of the tenant's currency, two persons do it together. */
export const amountFilling = z.strictObject({
  amount: z.string().regex(/^[1-9]\d{0,17}$/, 'Type an amount.'),
  roles,
});
type Filling = z.infer<typeof amountFilling>;

export const cedarOfAmount = ({ amount, roles: of }: Filling): string =>
  forbid(['money'], {
    answer: 'hold',
    when: [hasRole(of), `context has amount && context.amount >= ${amount}`],
    unless: 'context.secondPerson',
  });

/** Says from which amount on a second person is needed. */
export function refusalOfAmount({ amount }: Filling, { currency }: Refused): Refusal {
  const [en, fr] = LOCALES.map((locale) => formatMoney(money(BigInt(amount), currency), locale));
  return new Refusal(
    'policy_amount',
    'From {amount} on this needs a second person. A colleague has to agree to it; then do it again.',
    { status: 403, values: { amount: en ?? amount }, valuesIn: { fr: { amount: fr ?? amount } } },
  );
}
