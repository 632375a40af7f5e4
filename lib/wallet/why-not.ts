import { Refusal } from '../base/refusal';
import { momentIn } from '../base/zoned-time';
import type { Tenant } from '../policy/tenant';
import { spellAmount } from './amount';
import { availableOf, type Figures, limitsOf, type Move, outOf, type Reason } from './wallet';

type Told = { tenant: Tenant; locale: string | null; payer: Figures | undefined; move: Move };

/** Says to somebody who sends money why it may not move, with the figures that they need to go on. */
export function whyNotSend(reason: Reason, { tenant, locale, payer, move }: Told): Refusal {
  const limits = payer && limitsOf(payer, tenant.settings.money);
  const out = payer && outOf(payer, move.calendar);
  const spell = (minor: bigint) => spellAmount(minor < 0n ? 0n : minor, tenant, locale);
  const limit = (ceiling: number | null | undefined) => spell(BigInt(ceiling ?? 0));
  const left = (ceiling: number | null | undefined, gone = 0n) => spell(BigInt(ceiling ?? 0) - gone);

  switch (reason) {
    case 'payer_missing':
      return noWallet();
    case 'payee_missing':
      return recipientUnknown();
    case 'payer_frozen':
      return refuse('wallet_is_frozen', 'Your wallet is frozen, so no money can leave it for now.');
    case 'payer_secured':
      return refuse(
        'wallet_is_secured',
        'Your account is secured, so no money can leave it. Lift this under Security with your second factor, or at a shop.',
      );
    case 'payer_swapped':
      return refuse(
        'wallet_rests_after_swap',
        'Your number moved to another SIM card. To protect you, no money leaves your wallet until {until}; what comes in arrives.',
        { until: momentIn(tenant.timeZone, payer?.guard?.frozenUntil ?? move.at) },
      );
    case 'over_swap_cap':
      return refuse(
        'wallet_capped_after_swap',
        'Your number moved to another SIM card. To protect you, you can send up to {limit} at a time until {until}.',
        {
          limit: spell(payer?.guard?.capMinor ?? 0n),
          until: momentIn(tenant.timeZone, payer?.guard?.cappedUntil ?? move.at),
        },
      );
    case 'over_transfer':
      return refuse('over_transfer_limit', 'You can send up to {limit} at a time.', {
        limit: limit(limits?.perTransfer),
      });
    case 'over_day':
      return refuse('over_day_limit', 'You can send up to {limit} a day. Today {left} is left.', {
        limit: limit(limits?.outPerDay),
        left: left(limits?.outPerDay, out?.today),
      });
    case 'over_month':
      return refuse('over_month_limit', 'You can send up to {limit} a month. This month {left} is left.', {
        limit: limit(limits?.outPerMonth),
        left: left(limits?.outPerMonth, out?.thisMonth),
      });
    case 'over_cash_outs':
      return refuse('over_cash_outs', 'You can take out cash {limit} times a day, and today you have.', {
        limit: String(limits?.cashOutsPerDay ?? 0),
      });
    case 'too_little':
      return refuse('wallet_too_low', 'Your wallet holds {available}. With the fee this needs {total}.', {
        available: spell(payer ? availableOf(payer) : 0n),
        total: spell(move.amount + move.fee),
      });
    case 'payee_frozen':
      return refuse('recipient_is_frozen', 'The wallet of this number cannot receive money for now.');
    case 'over_balance':
      return refuse('recipient_is_full', 'The wallet of this number cannot hold that much more.');
  }
}

const refuse = (code: string, template: string, values?: Record<string, string>) =>
  new Refusal(code, template, { status: 409, field: 'amount', values });

export const noWallet = () =>
  new Refusal('no_wallet', 'You have no wallet here. It opens when you have registered a number.', {
    status: 409,
  });

export const recipientUnknown = () =>
  new Refusal('recipient_unknown', 'No wallet is confirmed for this number. Check it with the person.', {
    field: 'to',
  });

export const recipientIsSelf = () =>
  new Refusal('recipient_is_self', 'This is your own number. Type the number of somebody else.', {
    field: 'to',
  });

export const quoteIsPaid = () =>
  new Refusal('quote_is_paid', 'You have sent this already. Your wallet shows what became of it.', {
    status: 409,
  });
