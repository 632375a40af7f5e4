import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { MoneyField } from '@/components/form/money-field';
import { MsisdnField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { currentTenant } from '@/lib/entry/request-facts';
import { StartedList } from '../withdraw/started-list';
import { findPaymentAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pending.payFor'))('title') };
}

/** Starts a payment for a customer: from whose wallet, to whom, and how much. */
export default async function PayForPage() {
  const [t, agent] = [await getTranslations('pending.payFor'), await getTranslations('pending.agent')];
  const { currency } = await currentTenant();
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-6">
        <Card className="max-w-xl">
          <CommandForm action={findPaymentAction} label={t('title')}>
            <input type="hidden" name="pays" value="somebody" />
            <MsisdnField name="from" label={agent('number')} hint={agent('numberHint')} autoComplete="off" />
            <MsisdnField name="to" label={t('to')} hint={t('toHint')} autoComplete="off" />
            <MoneyField name="amount" label={t('amount')} currency={currency} />
            <SubmitButton>{agent('next')}</SubmitButton>
          </CommandForm>
        </Card>
        <StartedList />
      </div>
    </>
  );
}
