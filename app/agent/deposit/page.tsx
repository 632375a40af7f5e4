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
import { counterDashboard } from '@/lib/counter/dashboard';
import { findCustomer } from '@/lib/counter/find-customer';
import { lookAgain } from '@/lib/entry/look-again';
import { show } from '@/lib/entry/page';
import { NoFloat } from '../no-float';
import { findCustomerAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('counter.deposit'))('title') };
}

/** Whose wallet, and how much cash; whose it is comes next, before anything moves. */
export default async function DepositPage({ searchParams }: { searchParams: Promise<{ offer?: string }> }) {
  const { offer } = await searchParams;
  const { float, currency } = await show(counterDashboard);
  const earlier = offer ? (await lookAgain(findCustomer, { offer })).output : undefined;
  const [t, locale] = [await getTranslations('counter.deposit'), await getLocale()];
  if (!float)
    return (
      <>
        <PageHeader title={t('title')} />
        <NoFloat />
      </>
    );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('holds', { amount: spellMoney(float.available, currency, locale) })}
      />
      <Card className="max-w-xl">
        <CommandForm action={findCustomerAction} label={t('title')}>
          <MsisdnField
            name="to"
            label={t('to')}
            hint={t('toHint')}
            autoComplete="off"
            defaultValue={earlier?.number}
          />
          <MoneyField
            name="amount"
            label={t('amount')}
            currency={currency}
            defaultValue={earlier?.deposit ? decimalText(money(earlier.deposit.amount, currency)) : undefined}
          />
          <SubmitButton>{t('next')}</SubmitButton>
        </CommandForm>
      </Card>
    </>
  );
}
