import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { OutcomeBadge } from '@/components/audit/outcome-badge';
import { Timeline } from '@/components/chart/timeline';
import { DisputeBadge } from '@/components/dispute/state-badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { nameMovement } from '@/components/wallet/name-movement';
import { show } from '@/lib/entry/page';
import { type ShownDispute, showDispute } from '@/lib/wallet/dispute/queries';
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
          <Card title={t('events')}>
            <Timeline
              events={one.events.map((event) => ({
                key: event.id,
                at: event.at,
                title: <DeedName command={event.command} />,
                detail: (
                  <>
                    {event.actorName ?? t('clock')} <OutcomeBadge outcome={event.outcome} />
                  </>
                ),
                href: `/admin/audit/${event.id}`,
              }))}
            />
          </Card>
          <Side one={one} side="payer" />
          <Side one={one} side="payee" />
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

async function Side({ one, side }: { one: ShownDispute; side: 'payer' | 'payee' }) {
  const [t, words] = [await getTranslations('rules.dispute'), await getTranslations('wallet.movement')];
  const { name, number, personId, available, movements } = one[side];
  return (
    <Card title={t(side)} description={[name, number].filter(Boolean).join(' · ')}>
      <DescriptionList
        facts={[
          {
            term: t('person'),
            detail: (
              <Link className="rounded-sm underline underline-offset-2" href={`/admin/people/${personId}`}>
                {name}
              </Link>
            ),
          },
          { term: t('available'), detail: <Money amount={available} currency={one.currency} /> },
        ]}
      />
      <h3 className="mt-4 mb-1 font-semibold">{t('latest')}</h3>
      <ul className="divide-y divide-line">
        {movements.movements.map((line) => (
          <li key={line.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <span className="min-w-0 break-words">{nameMovement(line, words)}</span>
            <span className="text-ink-soft text-small">
              <Time value={line.at} />
            </span>
            <Money
              amount={line.direction === 'in' ? line.amount : -line.amount}
              currency={movements.currency}
              signed
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
