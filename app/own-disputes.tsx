import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DisputeBadge } from '@/components/dispute/state-badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { EmptyState } from '@/components/ui/empty-state';
import { LifeBuoy } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import type { OwnDispute } from '@/lib/wallet/dispute/own';

type Props = {
  disputes: OwnDispute[];
  /** The folder of the receipts' pages. */
  receipts: string;
  emptyText: string;
  /** What the reader may do about one of theirs that is open. */
  act?: (one: OwnDispute) => ReactNode;
};

/** What somebody disputes, and what of theirs is held for others, each with what happens next. */
export function OwnDisputes({ disputes, receipts, emptyText, act }: Props) {
  const t = useTranslations('rules.own');
  if (disputes.length === 0)
    return (
      <Card>
        <EmptyState icon={<LifeBuoy />} title={t('empty')}>
          {emptyText}
        </EmptyState>
      </Card>
    );
  return (
    <div className="max-w-2xl space-y-5">
      {disputes.map((one) => (
        <Dispute key={one.id} one={one} receipts={receipts}>
          {one.mine && one.state === 'open' ? act?.(one) : null}
        </Dispute>
      ))}
    </div>
  );
}

type DisputeProps = { one: OwnDispute; receipts: string; children: ReactNode };

function Dispute({ one, receipts, children }: DisputeProps) {
  const [t, words] = [useTranslations('rules.own'), useTranslations('rules.dispute')];
  const { mine, state, currency, held, decidedAt, decision } = one;
  const money = (minor: bigint) => <Money amount={minor} currency={currency} />;
  const exact = (at: Date) => <Time value={at} shape="exact" />;
  return (
    <Card
      title={mine ? words(`about.${one.about}`) : t('heldOfMine')}
      description={mine ? t(`next.${state}`) : t('next.heldOfMine')}
      actions={<DisputeBadge state={state} />}
    >
      <DescriptionList
        facts={[
          {
            term: t('receipt'),
            detail: (
              <Link
                href={`${receipts}/${one.deedId}`}
                className="rounded-sm font-mono text-small underline underline-offset-2"
              >
                {one.receiptNumber}
              </Link>
            ),
          },
          { term: t('amount'), detail: money(one.amount) },
          { term: t(state === 'open' ? 'held' : 'wasHeld'), detail: money(held) },
          { term: t('raisedAt'), detail: exact(one.raisedAt) },
          state === 'open' ? { term: t('deadline'), detail: exact(one.deadlineAt) } : null,
          decidedAt ? { term: t('endedAt'), detail: exact(decidedAt) } : null,
          decision ? { term: t('decision'), detail: decision } : null,
        ]}
      />
      {children}
    </Card>
  );
}
