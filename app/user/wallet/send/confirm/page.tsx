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
import { lookAgain } from '@/lib/entry/look-again';
import { quoteTransfer } from '@/lib/wallet/quote';
import { transferAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wallet.confirm'))('title') };
}

type Props = { searchParams: Promise<{ quote?: string }> };

/** Who gets how much, and what it costs: the last look before money moves. */
export default async function ConfirmTransferPage({ searchParams }: Props) {
  const { quote } = await searchParams;
  if (!quote) redirect('/user/wallet/send');
  const [t, locale] = [await getTranslations('wallet.confirm'), await getLocale()];
  const { output: offer, refused } = await lookAgain(quoteTransfer, { quote });
  const change = `/user/wallet/send?quote=${encodeURIComponent(quote)}`;
  if (!offer)
    return (
      <>
        <PageHeader title={t('title')} />
        <Alert
          tone="stop"
          title={t('failed')}
          action={<LinkButton href="/user/wallet/send">{t('again')}</LinkButton>}
          className="max-w-xl"
        >
          {refused}
        </Alert>
      </>
    );
  const { to, amount, fee, total, currency } = offer;
  return (
    <>
      <PageHeader title={t('title')} />
      <Card className="max-w-xl">
        <DescriptionList
          facts={[
            { term: t('to'), detail: <strong className="font-semibold">{to.name}</strong> },
            { term: t('number'), detail: <span className="font-mono">{to.number}</span> },
            { term: t('amount'), detail: <Money amount={amount} currency={currency} /> },
            {
              term: t('fee'),
              detail: fee === 0n ? t('free') : <Money amount={fee} currency={currency} />,
            },
            {
              term: t('total'),
              detail: <Money amount={total} currency={currency} className="font-semibold text-lead" />,
            },
          ]}
        />
        <CommandForm action={transferAction} label={t('title')} className="mt-4 space-y-4">
          <input type="hidden" name="quote" value={quote} />
          <IdempotencyKey name="key" value={offer.id} />
          <p className="text-ink-soft">{t('sure')}</p>
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{t('send', { amount: spellMoney(amount, currency, locale) })}</SubmitButton>
            <LinkButton href={change}>{t('change')}</LinkButton>
          </div>
        </CommandForm>
      </Card>
    </>
  );
}
