import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Ban } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { type BlockedAddress, listBlocked } from '@/lib/tenant/blocked/list-blocked';
import { filterOf, type SearchParams } from '../../list-filter';
import { BlockForm, UnblockForm } from './forms';

const PATH = '/admin/blocked';
const SAID = ['blocked', 'lifted'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alarm.blocked'))('title') };
}

/** The addresses that nobody may sign in from, and the way to block one and to let one in again. */
export default async function BlockedPage({ searchParams }: { searchParams: SearchParams }) {
  const { add, lift, before, said } = await filterOf(searchParams, [
    'add',
    'lift',
    'before',
    'said',
  ] as const);
  const { blocked, next } = await show(listBlocked, { ...(before && { before }) });
  const [t, actor] = [await getTranslations('alarm.blocked'), await currentActor()];
  const [mayAdd, mayLift] = [may(actor, 'address.block'), may(actor, 'address.unblock')];
  const lifted = mayLift ? blocked.find(({ id }) => id === lift) : undefined;
  const isAdding = mayAdd && add !== undefined;
  if ((isAdding || lifted) && (await needsFreshProof())) return sendAway('/step-up');
  const done = SAID.find((word) => word === said);
  const addLink = (
    <LinkButton href={`${PATH}?add=1`} variant="primary" prefetch={false}>
      {t('add')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={mayAdd && !isAdding ? addLink : null}
      />
      <div className="space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(`said.${done}`)}
          </Alert>
        ) : null}
        {isAdding ? <BlockForm /> : null}
        {lifted ? <UnblockForm one={lifted} /> : null}
        <Card flush>
          <DataTable
            caption={t('caption')}
            columns={await columnsFor(mayLift)}
            rows={blocked}
            rowKey={({ id }) => id}
            empty={
              <EmptyState icon={<Ban />} title={t('none')}>
                {t('noneText')}
              </EmptyState>
            }
            paging={{ next: next && pageLink(PATH, {}, { before: next }), first: before && PATH }}
          />
        </Card>
      </div>
    </>
  );
}

async function columnsFor(mayLift: boolean): Promise<Column<BlockedAddress>[]> {
  const t = await getTranslations('alarm.blocked');
  const columns: Column<BlockedAddress>[] = [
    {
      key: 'network',
      header: t('network'),
      cell: ({ network }) => <code className="break-all">{network}</code>,
    },
    { key: 'reason', header: t('reason'), cell: ({ reason }) => reason },
    { key: 'by', header: t('by'), cell: ({ placedBy }) => placedBy ?? t('itself') },
    { key: 'since', header: t('since'), wide: true, cell: ({ since }) => <Time value={since} /> },
    { key: 'until', header: t('until'), cell: ({ until }) => <Time value={until} /> },
  ];
  if (!mayLift) return columns;
  return [
    ...columns,
    {
      key: 'lift',
      header: t('lift'),
      cell: ({ id, network }) => (
        <LinkButton
          href={`${PATH}?lift=${id}`}
          size="sm"
          prefetch={false}
          aria-label={t('liftThis', { network })}
        >
          {t('lift')}
        </LinkButton>
      ),
    },
  ];
}
