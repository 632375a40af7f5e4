import { Refusal } from '../base/refusal';
import { momentIn } from '../base/zoned-time';
import type { Tenant } from '../policy/tenant';
import { spellAmount } from '../wallet/amount';
import { availableOf, type Figures, limitsOf, type Move, outOf, type Reason } from '../wallet/wallet';

type Told = {
  tenant: Tenant;
  locale: string | null;
  payer: Figures | undefined;
  payee: Figures | undefined;
  move: Move;
};

/** Says to an agent why a deposit may not be made, with the figures that they need to go on. */
export function whyNotDeposit(reason: Reason, { tenant, locale, payer, payee, move }: Told): Refusal {
  const limits = payer && limitsOf(payer, tenant.settings.money);
  const out = payer && outOf(payer, move.calendar);
  const spell = (minor: bigint) => spellAmount(minor < 0n ? 0n : minor, tenant, locale);
  const limit = (ceiling: number | null | undefined, gone = 0n) => spell(BigInt(ceiling ?? 0) - gone);

  switch (reason) {
    case 'payer_missing':
      return refuse('no_float', 'You have no float yet. An owner opens it for you.');
    case 'payee_missing':
      return customerUnknown();
    case 'payer_frozen':
      return refuse('float_is_frozen', 'Your float is frozen, so no deposit can be made from it for now.');
    case 'payer_secured':
      return refuse(
        'float_is_secured',
        'Your account is secured, so no deposit can be made from your float. Lift this under Security with your second factor.',
      );
    case 'payer_swapped':
      return refuse(
        'float_rests_after_swap',
        'Your own number moved to another SIM card. No deposit can be made from your float until {until}.',
        { until: momentIn(tenant.timeZone, payer?.guard?.frozenUntil ?? move.at) },
      );
    case 'over_swap_cap':
      return refuse(
        'float_capped_after_swap',
        'Your own number moved to another SIM card. You can deposit up to {limit} at a time until {until}.',
        {
          limit: spell(payer?.guard?.capMinor ?? 0n),
          until: momentIn(tenant.timeZone, payer?.guard?.cappedUntil ?? move.at),
        },
      );
    case 'over_transfer':
      return refuse('over_deposit_limit', 'You can deposit up to {limit} at a time.', {
        limit: limit(limits?.perTransfer),
      });
    case 'over_day':
      return refuse(
        'over_float_day_limit',
        'Up to {limit} a day can leave your float. Today {left} is left.',
        {
          limit: limit(limits?.outPerDay),
          left: limit(limits?.outPerDay, out?.today),
        },
      );
    case 'over_month':
      return refuse(
        'over_float_month_limit',
        'Up to {limit} a month can leave your float. This month {left} is left.',
        { limit: limit(limits?.outPerMonth), left: limit(limits?.outPerMonth, out?.thisMonth) },
      );
    case 'over_cash_outs':
      throw new Error('A deposit takes out no cash');
    case 'too_little':
      return refuse('float_too_low', 'Your float holds {available}. This deposit needs {amount}.', {
        available: spell(payer ? availableOf(payer) : 0n),
        amount: spell(move.amount),
      });
    case 'payee_frozen':
      return refuse('customer_is_frozen', 'The wallet of this customer cannot receive money for now.');
    case 'over_balance':
      return refuse(
        'customer_is_full',
        'The wallet of this customer may hold up to {limit}. With this deposit it would hold more.',
        { limit: limit(payee && limitsOf(payee, tenant.settings.money)?.balance) },
      );
  }
}

const refuse = (code: string, template: string, values?: Record<string, string>) =>
  new Refusal(code, template, { status: 409, field: 'amount', values });

export const customerUnknown = () =>
  new Refusal(
    'customer_unknown',
    'No customer has confirmed this number. Check it with them, or register their SIM first.',
    { field: 'to' },
  );

export const customerIsSelf = () =>
  new Refusal('customer_is_self', 'You cannot deposit into your own wallet. Another agent can.', {
    status: 409,
    field: 'to',
  });
