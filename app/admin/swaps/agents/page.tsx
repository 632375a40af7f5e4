import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ShieldCheck } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { type SwapAgent, swapAgents } from '@/lib/sim/swap/agents';
import { LiftSuspension } from './lift';

const PATH = '/admin/swaps/agents';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swapAfter.agents'))('title') };
}

type Props = { searchParams: Promise<{ after?: string; lift?: string; said?: string }> };

/** What each member of staff asks for, what of it is disputed, and who is suspended for it. */
export default async function SwapAgentsPage({ searchParams }: Props) {
  const { after, lift, said } = await searchParams;
  const { agents, next, disputes, most } = await show(swapAgents, { after });
  const [t, actor, columns, format] = [
    await getTranslations('swapAfter.agents'),
    await currentActor(),
    await columnsFor(),
    await getFormatter(),
  ];
  const lifted = agents.find(({ id, suspended }) => id === lift && suspended);
  const percent = format.number(most, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <>
      <PageHeader title={t('title')} description={t('description', { disputes, percent })} />
      <div className="space-y-5">
        {said === 'lifted' ? (
          <Alert tone="fine" role="status">
            {t('lifted')}
          </Alert>
        ) : null}
        {lifted && may(actor, 'person.hold.lift') ? <LiftSuspension agent={lifted} /> : null}
        <Card flush>
          <DataTable
            caption={t('title')}
            columns={columns}
            rows={agents}
            rowKey={({ id }) => id}
            empty={
              <EmptyState icon={<ShieldCheck />} title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            }
            paging={{
              next: next ? pageLink(PATH, {}, { after: next }) : undefined,
              first: after ? PATH : undefined,
            }}
          />
        </Card>
      </div>
    </>
  );
}

async function columnsFor(): Promise<Column<SwapAgent>[]> {
  const [t, format] = [await getTranslations('swapAfter.agents'), await getFormatter()];
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 1 });
  return [
    {
      key: 'name',
      header: t('agent'),
      cell: ({ name, unit }) => (
        <span>
          {name}
          {unit ? <span className="block text-ink-soft text-small">{unit}</span> : null}
        </span>
      ),
    },
    { key: 'requested', header: t('requested'), align: 'end', cell: (one) => format.number(one.requested) },
    { key: 'completed', header: t('completed'), align: 'end', cell: (one) => format.number(one.completed) },
    { key: 'disputed', header: t('disputed'), align: 'end', cell: (one) => format.number(one.disputed) },
    {
      key: 'share',
      header: t('share'),
      align: 'end',
      cell: ({ share, bound, isOver }) => (
        <span>
          {percent(share)}
          <span className="block text-ink-soft text-small">{t('atLeast', { bound: percent(bound) })}</span>
          {isOver ? <Badge tone="stop">{t('over')}</Badge> : null}
        </span>
      ),
    },
    {
      key: 'pair',
      header: t('pair'),
      cell: ({ pair }) => (pair ? t('pairOf', { name: pair.name, times: pair.times, of: pair.of }) : '–'),
    },
    {
      key: 'suspended',
      header: t('state'),
      cell: ({ id, suspended }) =>
        suspended ? (
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone="stop">{t('suspended')}</Badge>
            <Time value={suspended.since} />
            <LinkButton href={`${PATH}?lift=${id}`}>{t('lift')}</LinkButton>
          </span>
        ) : (
          <Badge tone="fine">{t('working')}</Badge>
        ),
    },
  ];
}
