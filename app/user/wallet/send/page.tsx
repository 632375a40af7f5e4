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

/** To whom, and how much; what it costs and who that is comes next, before anything moves. */
export default async function SendPage({ searchParams }: { searchParams: Promise<{ quote?: string }> }) {
  const { quote } = await searchParams;
  const [t, locale, wallet] = [await getTranslations('wallet.send'), await getLocale(), await ownWallet()];
  if (!wallet)
    return (
      <>
        <PageHeader title={t('title')} />
        <NoWallet />
      </>
    );
  const { available, limits, currency } = wallet;
  const earlier = quote ? await lookAgain(quoteTransfer, { quote }) : undefined;
  const left = limits.leftToday !== null && limits.leftToday < available ? limits.leftToday : available;
  const spell = (amount: bigint) => spellMoney(amount, currency, locale);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('available', { amount: spell(available), left: spell(left) })}
      />
      <Card className="max-w-xl">
        <CommandForm action={quoteAction} label={t('title')}>
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
