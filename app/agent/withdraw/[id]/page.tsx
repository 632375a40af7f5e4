import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Identifier } from '@/components/ui/identifier';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { PendingBadge } from '@/components/wallet/pending-badge';
import { PendingClock } from '@/components/wallet/pending-clock';
import { type StartedPending, showStarted } from '@/lib/counter/withdrawal/started';
import { show } from '@/lib/entry/page';
import { LivePayments } from '../../../live-payments';
import { cancelPendingAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pending.agent'))('title') };
}

/** One payment at the counter, as it stands: waiting, to be paid out, or why not. It looks again by itself. */
export default async function StartedPage({ params }: { params: Promise<{ id: string }> }) {
  const one = await show(showStarted, { id: (await params).id });
  const [t, payFor] = [await getTranslations('pending.agent'), await getTranslations('pending.payFor')];
  const isCash = one.operation === 'withdrawal';
  const [path, title] = isCash ? ['/agent/withdraw', t('title')] : ['/agent/pay-for', payFor('title')];
  return (
    <>
      <PageHeader title={title} back={{ href: path, label: title }} actions={<LivePayments />} />
      <div className="max-w-xl space-y-4">
        <Standing one={one} />
        <Card>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
            <Money
              amount={one.amount}
              currency={one.currency}
              className="font-semibold text-display tracking-tight"
            />
            <PendingBadge state={one.state} />
          </div>
          <Facts one={one} />
        </Card>
        {one.state === 'pending_customer' ? (
          <CommandForm action={cancelPendingAction} label={t('cancel')}>
            <input type="hidden" name="pendingId" value={one.id} />
            <SubmitButton variant="danger">{t('cancel')}</SubmitButton>
          </CommandForm>
        ) : (
          <LinkButton href={path}>{t(isCash ? 'another' : 'anotherPayment')}</LinkButton>
        )}
      </div>
    </>
  );
}

/** What the agent does now: wait, pay out, or not. */
async function Standing({ one }: { one: StartedPending }) {
  const t = await getTranslations('pending.agent');
  const isCash = one.operation === 'withdrawal';
  if (one.state === 'posted')
    return (
      <Alert tone="fine" role="status" title={t(isCash ? 'payTitle' : 'sentTitle')}>
        {t(isCash ? 'payText' : 'sentText')}
      </Alert>
    );
  if (one.state === 'pending_approval')
    return (
      <Alert tone="look" role="status" title={t('reviewTitle')}>
        {t('reviewText')}
      </Alert>
    );
  if (one.state === 'rejected' || one.state === 'expired')
    return (
      <Alert tone="stop" role="status" title={t('notTitle')}>
        {t(`notText.${one.state === 'expired' ? 'expired' : (one.why ?? 'other')}`)}
      </Alert>
    );
  return (
    <Alert tone="look" role="status" title={t('waitTitle')}>
      <p>{t(one.hasCode ? 'waitText' : 'waitPortal')}</p>
      <PendingClock until={one.expiresAt} />
    </Alert>
  );
}

async function Facts({ one }: { one: StartedPending }) {
  const [t, payFor] = [await getTranslations('pending.agent'), await getTranslations('pending.payFor')];
  const { customer, to, fee, commission, currency, confirmedBy, endedAt, receiptNumber } = one;
  return (
    <DescriptionList
      facts={[
        { term: t('customer'), detail: <strong className="font-semibold">{customer.name}</strong> },
        { term: t('theirNumber'), detail: <span className="font-mono">{customer.number}</span> },
        to ? { term: payFor('toTerm'), detail: `${to.name} ${to.number}` } : null,
        { term: t('fee'), detail: fee === 0n ? t('none') : <Money amount={fee} currency={currency} /> },
        commission > 0n
          ? { term: t('earn'), detail: <Money amount={commission} currency={currency} /> }
          : null,
        { term: t('when'), detail: <Time value={one.startedAt} /> },
        confirmedBy && endedAt
          ? { term: t(`by.${confirmedBy}`), detail: <Time value={endedAt} shape="exact" /> }
          : null,
        receiptNumber
          ? { term: t('receipt'), detail: <Identifier value={receiptNumber} what={t('receipt')} /> }
          : null,
      ]}
    />
  );
}
