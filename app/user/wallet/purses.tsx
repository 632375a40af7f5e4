import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { openAction } from './actions';
import type { OwnWallet } from './own-wallet';

/** What each wallet of a customer holds, and the currencies that they may open another one in. */
export function Purses({ wallet: { balances, mayOpen } }: { wallet: OwnWallet }) {
  const t = useTranslations('wallet.purses');
  if (balances.length < 2 && mayOpen.length === 0) return null;
  return (
    <Card title={t('title')} description={t('text')} className="mt-5">
      {balances.length > 1 ? (
        <ul className="divide-y divide-line">
          {balances.map(({ currency, available }) => (
            <li
              key={currency}
              className="flex flex-wrap items-center justify-between gap-3 py-2.5 first:pt-0"
            >
              <Money amount={available} currency={currency} className="font-semibold" />
              <span className="flex flex-wrap gap-2">
                <LinkButton
                  size="sm"
                  href={`/user/wallet?currency=${currency}`}
                  aria-label={`${t('movements')} ${currency}`}
                >
                  {t('movements')}
                </LinkButton>
                <LinkButton size="sm" href={`/user/wallet/send?currency=${currency}`}>
                  {t('send', { currency })}
                </LinkButton>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {mayOpen.length > 0 ? (
        <div className="mt-3 flex flex-wrap gap-2">
          {mayOpen.map((currency) => (
            <CommandForm
              key={currency}
              action={openAction}
              label={t('open', { currency })}
              className="contents"
            >
              <input type="hidden" name="currency" value={currency} />
              <SubmitButton variant="secondary">{t('open', { currency })}</SubmitButton>
            </CommandForm>
          ))}
        </div>
      ) : null}
    </Card>
  );
}
