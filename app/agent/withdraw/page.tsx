import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { MsisdnField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { counterDashboard } from '@/lib/counter/dashboard';
import { newIdempotencyKey } from '@/lib/entry/idempotency-key';
import { show } from '@/lib/entry/page';
import { LivePayments } from '../../live-payments';
import { NoFloat } from '../no-float';
import { findWithdrawalAction, redeemWithdrawalAction } from './actions';
import { StartedList } from './started-list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pending.agent'))('title') };
}

/** Pays out cash: whose wallet and how much, or the code that a customer has made; and what was started lately. */
export default async function WithdrawPage() {
  const { float, currency } = await show(counterDashboard);
  const t = await getTranslations('pending.agent');
  if (!float)
    return (
      <>
        <PageHeader title={t('title')} />
        <NoFloat />
      </>
    );
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={<LivePayments />} />
      <div className="space-y-6">
        <Card className="max-w-xl">
          <CommandForm action={findWithdrawalAction} label={t('title')}>
            <MsisdnField name="from" label={t('number')} hint={t('numberHint')} autoComplete="off" />
            <MoneyField name="amount" label={t('amount')} currency={currency} />
            <SubmitButton>{t('next')}</SubmitButton>
          </CommandForm>
        </Card>
        <Card title={t('codeTitle')} description={t('codeText')} className="max-w-xl">
          <CommandForm action={redeemWithdrawalAction} label={t('codeTitle')}>
            <IdempotencyKey name="key" value={newIdempotencyKey()} />
            <MsisdnField name="from" label={t('number')} autoComplete="off" />
            <TextField name="code" label={t('code')} inputMode="numeric" maxLength={12} autoComplete="off" />
            <SubmitButton variant="secondary">{t('redeem')}</SubmitButton>
          </CommandForm>
        </Card>
        <StartedList />
      </div>
    </>
  );
}
