import { Refusal } from '../../base/refusal';
import { momentIn } from '../../base/zoned-time';
import type { Tenant } from '../../policy/tenant';
import { spellAmount } from '../../wallet/amount';
import type { Figures, Reason } from '../../wallet/wallet';

type Told = {
  tenant: Tenant;
  locale: string | null;
  payer: Figures | undefined;
  now: Date;
  /** The field of the form that names who is paid. */
  payeeField?: string;
};

/**
 * Says to an agent why a customer's money may not move, and no more of the customer than that: what their wallet holds,
 * and what it may still move today, they see in their own portal.
 */
export function whyNotForCustomer(reason: Reason, { tenant, locale, payer, now, payeeField }: Told): Refusal {
  switch (reason) {
    case 'payer_missing':
      return refuse('payer_has_no_wallet', 'This customer has no wallet here.', {}, 'from');
    case 'payee_missing':
      return payeeField
        ? refuse('payee_unknown', 'No wallet is confirmed for this number. Check it.', {}, payeeField)
        : floatMissing();
    case 'payer_frozen':
    case 'payer_secured':
      return refuse(
        'payer_money_rests',
        'No money can leave the wallet of this customer for now. They see why when they sign in.',
        {},
        'from',
      );
    case 'payer_swapped':
      return refuse(
        'payer_rests_after_swap',
        'The number of this customer moved to another SIM card. To protect them, no money leaves their wallet until {until}.',
        { until: momentIn(tenant.timeZone, payer?.guard?.frozenUntil ?? now) },
        'from',
      );
    case 'over_swap_cap':
      return refuse(
        'payer_capped_after_swap',
        'The number of this customer moved to another SIM card. To protect them, up to {limit} can leave their wallet at a time until {until}.',
        {
          limit: spellAmount(payer?.guard?.capMinor ?? 0n, tenant, locale),
          until: momentIn(tenant.timeZone, payer?.guard?.cappedUntil ?? now),
        },
      );
    case 'over_transfer':
      return refuse('payer_over_transfer', 'This is more than this customer may move at a time.');
    case 'over_day':
      return refuse('payer_over_day', 'This is more than this customer may still move today.');
    case 'over_month':
      return refuse('payer_over_month', 'This is more than this customer may still move this month.');
    case 'over_cash_outs':
      return refuse('payer_over_cash_outs', 'This customer has taken out cash as often as they may today.');
    case 'too_little':
      return refuse('payer_too_low', 'The wallet of this customer does not hold this amount and its fee.');
    case 'payee_frozen':
      return payeeField
        ? refuse('payee_is_frozen', 'The wallet of this number cannot receive money now.', {}, payeeField)
        : refuse(
            'float_takes_no_withdrawal',
            'Your float is frozen, so no withdrawal can be made into it for now.',
          );
    case 'over_balance':
      return refuse(
        'payee_is_full',
        'The wallet of this number may not hold that much more.',
        {},
        payeeField,
      );
  }
}

const refuse = (code: string, template: string, values: Record<string, string> = {}, field = 'amount') =>
  new Refusal(code, template, { status: 409, field, values });

export const floatMissing = () =>
  new Refusal('float_missing', 'You have no float yet, so you cannot pay out. An owner opens it for you.', {
    status: 409,
  });

export const payerUnknown = () =>
  new Refusal('payer_unknown', 'No customer has confirmed this number. Check it with them.', {
    field: 'from',
  });

export const payerIsSelf = () =>
  new Refusal('payer_is_self', 'This is your own number. You pay out nothing of your own wallet.', {
    status: 409,
    field: 'from',
  });

export const payeeIsPayer = () =>
  new Refusal('payee_is_payer', 'Both numbers belong to the same customer. Type another one.', {
    field: 'to',
  });

export const payeeIsSelf = () =>
  new Refusal('payee_is_self', 'You cannot be paid with a payment that you start yourself.', {
    status: 409,
    field: 'to',
  });
