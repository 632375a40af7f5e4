import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { CommandForm, IdempotencyKey } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { spellMoney } from '@/components/wallet/spell-money';
import { decimalText, money } from '@/lib/base/money';
import { findCustomer } from '@/lib/counter/find-customer';
import { lookAgain } from '@/lib/entry/look-again';
import { depositAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('counter.confirm'))('title') };
}

type Props = { searchParams: Promise<{ offer?: string }> };

/** Whose wallet gets how much: the last look before the float pays. */
export default async function ConfirmDepositPage({ searchParams }: Props) {
  const { offer } = await searchParams;
  if (!offer) redirect('/agent/deposit');
  const [t, locale] = [await getTranslations('counter.confirm'), await getLocale()];
  const { output: found, refused } = await lookAgain(findCustomer, { offer });
  const deposit = found?.deposit;
  if (!found || !deposit)
    return (
      <>
        <PageHeader title={t('title')} />
        <Alert
          tone="stop"
          title={t('failed')}
          action={<LinkButton href="/agent/deposit">{t('again')}</LinkButton>}
          className="max-w-xl"
        >
          {refused}
        </Alert>
      </>
    );
  const { name, number, currency } = found;
  const { id, amount, commission } = deposit;
  return (
    <>
      <PageHeader title={t('title')} />
      <Card className="max-w-xl">
        <DescriptionList
          facts={[
            { term: t('to'), detail: <strong className="font-semibold">{name}</strong> },
            { term: t('number'), detail: <span className="font-mono">{number}</span> },
            {
              term: t('amount'),
              detail: <Money amount={amount} currency={currency} className="font-semibold text-lead" />,
            },
            {
              term: t('commission'),
              detail: commission === 0n ? t('none') : <Money amount={commission} currency={currency} />,
            },
          ]}
        />
        <CommandForm action={depositAction} label={t('title')} className="mt-4 space-y-4">
          <input type="hidden" name="to" value={number} />
          <input type="hidden" name="amount" value={decimalText(money(amount, currency))} />
          <IdempotencyKey name="key" value={id} />
          <p className="text-ink-soft">{t('sure')}</p>
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{t('deposit', { amount: spellMoney(amount, currency, locale) })}</SubmitButton>
            <LinkButton href={`/agent/deposit?offer=${encodeURIComponent(offer)}`}>{t('change')}</LinkButton>
          </div>
        </CommandForm>
      </Card>
    </>
  );
}
