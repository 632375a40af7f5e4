import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { MsisdnField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { spellMoney } from '@/components/wallet/spell-money';
import { decimalText, money } from '@/lib/base/money';
import { lookAgain } from '@/lib/entry/look-again';
import { quoteTransfer } from '@/lib/wallet/quote';
import { NoWallet } from '../nothing';
import { ownWallet } from '../own-wallet';
import { quoteAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wallet.send'))('title') };
}

type Props = { searchParams: Promise<{ quote?: string; currency?: string }> };

/** To whom, and how much; what it costs and who that is comes next, before anything moves. */
export default async function SendPage({ searchParams }: Props) {
  const { quote, currency: asked } = await searchParams;
  const [t, locale, wallet] = [await getTranslations('wallet.send'), await getLocale(), await ownWallet()];
  if (!wallet)
    return (
      <>
        <PageHeader title={t('title')} />
        <NoWallet />
      </>
    );
  const earlier = quote ? await lookAgain(quoteTransfer, { quote }) : undefined;
  const wanted = earlier?.output?.currency ?? asked ?? wallet.currency;
  const { currency, available } = wallet.balances.find((one) => one.currency === wanted) ?? wallet;
  const leftToday = currency === wallet.currency ? wallet.limits.leftToday : null;
  const left = leftToday !== null && leftToday < available ? leftToday : available;
  const spell = (amount: bigint) => spellMoney(amount, currency, locale);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('available', { amount: spell(available), left: spell(left) })}
      />
      <Card className="max-w-xl">
        <CommandForm action={quoteAction} label={t('title')}>
          {currency === wallet.currency ? null : <input type="hidden" name="currency" value={currency} />}
          <MsisdnField
            name="to"
            label={t('to')}
            hint={t('toHint')}
            autoComplete="off"
            defaultValue={earlier?.output?.to.number}
          />
          <MoneyField
            name="amount"
            label={t('amount')}
            hint={t('amountHint')}
            currency={currency}
            defaultValue={earlier?.output && decimalText(money(earlier.output.amount, currency))}
          />
          <SubmitButton>{t('next')}</SubmitButton>
        </CommandForm>
      </Card>
    </>
  );
}
