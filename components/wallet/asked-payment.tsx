import { useTranslations } from 'next-intl';
import { DescriptionList } from '@/components/ui/description-list';
import { Identifier } from '@/components/ui/identifier';
import { Money } from '@/components/ui/money';
import { PendingBadge } from '@/components/wallet/pending-badge';
import { PendingClock } from '@/components/wallet/pending-clock';
import type { OwnPending } from '@/lib/wallet/pending/own';

/** What somebody is asked to pay: who asks, whom it pays, how much, what it costs, and until when. */
export function AskedPayment({ one }: { one: OwnPending }) {
  const t = useTranslations('pending.own');
  const { agent, to, amount, fee, currency, state, receiptNumber } = one;
  const isOpen = state === 'pending_customer' || state === 'created';
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <Money amount={amount} currency={currency} className="font-semibold text-display tracking-tight" />
        <PendingBadge state={state} />
      </div>
      <DescriptionList
        facts={[
          agent ? { term: t('agent'), detail: agent.name } : null,
          agent ? { term: t('place'), detail: agent.place } : null,
          to
            ? {
                term: t('to'),
                detail: (
                  <>
                    {to.name} <span className="whitespace-nowrap text-ink-soft">{to.number}</span>
                  </>
                ),
              }
            : null,
          { term: t('fee'), detail: <Money amount={fee} currency={currency} /> },
          {
            term: t('total'),
            detail: <Money amount={amount + fee} currency={currency} className="font-semibold text-lead" />,
          },
          isOpen ? { term: t('until'), detail: <PendingClock until={one.expiresAt} /> } : null,
          receiptNumber
            ? { term: t('receipt'), detail: <Identifier value={receiptNumber} what={t('receipt')} /> }
            : null,
        ]}
      />
    </>
  );
}

/** The sentence above it: who wants what, or how it ended. */
export function useAskedWords({ operation, state, agent }: OwnPending): { title: string; text?: string } {
  const t = useTranslations('pending.own');
  const isCash = operation === 'withdrawal';
  switch (state) {
    case 'posted':
      return { title: t('posted'), text: t(isCash ? 'postedText' : 'postedTransfer') };
    case 'rejected':
      return { title: t('rejected'), text: t('rejectedText') };
    case 'expired':
      return { title: t('expired'), text: t('expiredText') };
    case 'pending_approval':
      return { title: t('review'), text: t('reviewText') };
    default:
      return {
        title: agent
          ? t(isCash ? 'asksCash' : 'asksTransfer', { agent: agent.name, place: agent.place })
          : t('waitsCode'),
      };
  }
}
