import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { DisputeBadge } from '@/components/dispute/state-badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { type ShownDispute, showDispute } from '@/lib/wallet/dispute/queries';
import { EventsCard } from '../../events-card';
import { SideCard } from '../../side-card';
import { DecideCard } from './decide-card';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.dispute'))('title') };
}

/** A dispute on one page: what is said, what moved, what is held, both sides, and the next step. */
export default async function DisputePage({ params }: Props) {
  const one = await show(showDispute, { disputeId: (await params).id });
  const t = await getTranslations('rules.dispute');
  return (
    <>
      <PageHeader
        title={t(`about.${one.about}`)}
        badge={<DisputeBadge state={one.state} />}
        back={{ href: '/admin/money/disputes', label: t('back') }}
      />
      <div className="space-y-5">
        <DecideCard one={one} />
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Said one={one} />
          <EventsCard events={one.events} words={{ title: t('events'), clock: t('clock') }} />
          <SideCard title={t('payer')} side={one.payer} currency={one.currency} />
          <SideCard title={t('payee')} side={one.payee} currency={one.currency} />
        </div>
      </div>
    </>
  );
}

async function Said({ one }: { one: ShownDispute }) {
  const t = await getTranslations('rules.dispute');
  const { movement, currency, held } = one;
  const say = (minor: bigint) => <Money amount={minor} currency={currency} />;
  return (
    <Card title={t('said')}>
      <DescriptionList
        facts={[
          { term: t('words'), detail: one.words },
          {
            term: t('movement'),
            detail: (
              <Link
                href={`/admin/money/reversals?receipt=${movement.receiptNumber}`}
                className="rounded-sm font-mono text-small underline underline-offset-2"
              >
                {movement.receiptNumber}
              </Link>
            ),
          },
          { term: t('amount'), detail: say(movement.amount) },
          movement.fee > 0n ? { term: t('fee'), detail: say(movement.fee) } : null,
          { term: t('at'), detail: <Time value={movement.at} shape="exact" /> },
          {
            term: t(one.state === 'open' ? 'held' : 'wasHeld'),
            detail: held < movement.amount ? t('heldLess') : t('heldAll'),
          },
          { term: t('heldAmount'), detail: say(held) },
          { term: t('raisedAt'), detail: <Time value={one.raisedAt} shape="exact" /> },
          { term: t('deadline'), detail: <Time value={one.deadlineAt} shape="exact" /> },
          one.decidedAt
            ? { term: t('decidedAt'), detail: <Time value={one.decidedAt} shape="exact" /> }
            : null,
          one.decidedBy ? { term: t('decidedBy'), detail: one.decidedBy } : null,
          one.decision ? { term: t('decision'), detail: one.decision } : null,
          movement.reversed ? { term: t('reversed'), detail: say(movement.reversed.amount) } : null,
        ]}
      />
    </Card>
  );
}
