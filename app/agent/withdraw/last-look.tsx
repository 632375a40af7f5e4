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
import type { FormAction } from '@/lib/base/form-state';
import { decimalText, money } from '@/lib/base/money';
import { findPayment } from '@/lib/counter/withdrawal/find';
import { lookAgain } from '@/lib/entry/look-again';

type Props = { offer: string | undefined; path: string; action: FormAction };

/** Whose wallet pays how much, and what it costs: the last look before the customer is asked. */
export async function LastLook({ offer, path, action }: Props) {
  if (!offer) redirect(path);
  const [t, locale] = [await getTranslations('pending.agent'), await getLocale()];
  const payFor = await getTranslations('pending.payFor');
  const { output: found, refused } = await lookAgain(findPayment, { offer });
  if (!found)
    return (
      <>
        <PageHeader title={t('confirmTitle')} />
        <Alert
          tone="stop"
          title={t('failed')}
          action={<LinkButton href={path}>{t('again')}</LinkButton>}
          className="max-w-xl"
        >
          {refused}
        </Alert>
      </>
    );
  const { key, customer, to, amount, fee, commission, currency } = found;
  const sum = (minor: bigint, className?: string) => (
    <Money amount={minor} currency={currency} className={className} />
  );
  return (
    <>
      <PageHeader title={t('confirmTitle')} />
      <Card className="max-w-xl">
        <DescriptionList
          facts={[
            { term: t('customer'), detail: <strong className="font-semibold">{customer.name}</strong> },
            { term: t('theirNumber'), detail: <span className="font-mono">{customer.number}</span> },
            to
              ? {
                  term: payFor('toTerm'),
                  detail: (
                    <>
                      {to.name} <span className="font-mono">{to.number}</span>
                    </>
                  ),
                }
              : null,
            { term: to ? payFor('amount') : t('gets'), detail: sum(amount, 'font-semibold text-lead') },
            { term: t('fee'), detail: fee === 0n ? t('none') : sum(fee) },
            { term: t('leaves'), detail: sum(amount + fee) },
            to ? null : { term: t('earn'), detail: commission === 0n ? t('none') : sum(commission) },
          ]}
        />
        <CommandForm action={action} label={t('confirmTitle')} className="mt-4 space-y-4">
          <input type="hidden" name="from" value={customer.number} />
          {to ? <input type="hidden" name="to" value={to.number} /> : null}
          <input type="hidden" name="amount" value={decimalText(money(amount, currency))} />
          <IdempotencyKey name="key" value={key} />
          <p className="text-ink-soft">{t('sure')}</p>
          <div className="flex flex-wrap gap-3">
            <SubmitButton>{t('ask', { amount: spellMoney(amount, currency, locale) })}</SubmitButton>
            <LinkButton href={path}>{t('change')}</LinkButton>
          </div>
        </CommandForm>
      </Card>
    </>
  );
}
