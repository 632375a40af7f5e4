import { useTranslations } from 'next-intl';
import { DescriptionList } from '@/components/ui/description-list';
import { Identifier } from '@/components/ui/identifier';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import { PendingBadge } from '@/components/wallet/pending-badge';
import { PendingClock } from '@/components/wallet/pending-clock';
import type { OwnPending } from '@/lib/wallet/pending/own';

/** What somebody is asked to pay: who asks, whom it pays, how much, what it costs, and until when. */
export function AskedPayment({ one }: { one: OwnPending }) {
  const t = useTranslations('pending.own');
  const { agent, to, amount, fee, currency, state, receiptNumber } = one;
  const isLookedAt = state === 'pending_approval';
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
                term: t(isOwnTransfer(one) ? 'ownTo' : 'to'),
                detail: (
                  <>
                    {to.name} <span className="whitespace-nowrap text-ink-soft">{to.number}</span>
                  </>
                ),
              }
            : null,
          { term: t('fee'), detail: <Money amount={fee} currency={currency} /> },
          {
            term: t(isLookedAt ? 'setAside' : 'total'),
            detail: <Money amount={amount + fee} currency={currency} className="font-semibold text-lead" />,
          },
          isOpen ? { term: t('until'), detail: <PendingClock until={one.expiresAt} /> } : null,
          isLookedAt ? { term: t('lookUntil'), detail: <Time value={one.expiresAt} shape="exact" /> } : null,
          receiptNumber
            ? { term: t('receipt'), detail: <Identifier value={receiptNumber} what={t('receipt')} /> }
            : null,
        ]}
      />
    </>
  );
}

/** What somebody sent themselves, and people look at first. */
export const isOwnTransfer = ({ operation, agent }: OwnPending): boolean =>
  operation === 'transfer' && agent === null;

/** The sentence above it: who wants what, or how it ended. */
export function useAskedWords(one: OwnPending): { title: string; text?: string } {
  const [t, sent] = [useTranslations('pending.own'), useTranslations('pending.sent')];
  const { operation, state, agent, reason } = one;
  if (isOwnTransfer(one)) {
    const key = state === 'rejected' ? endingOf(reason) : state;
    if (key !== 'created' && key !== 'pending_customer')
      return { title: sent(key), text: sent(`${key}Text`) };
  }
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

/** Why a transfer that was looked at came to nothing. */
function endingOf(reason: string | null) {
  if (reason === 'by_customer') return 'takenBack';
  return reason === 'looks_like_fraud' ? 'notMade' : 'rejected';
}
