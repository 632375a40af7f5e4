import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ScrollText } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import {
  type ListedReconciliation,
  listReconciliations,
} from '@/lib/wallet/reconciliation/list-reconciliations';
import { filterOf, type SearchParams } from '../../../list-filter';
import { reconcileAction } from './actions';

const PATH = '/admin/money/reconciliation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('books.reconciliation'))('title') };
}

/** Every look at the books, the latest first, and the button that looks now. */
export default async function ReconciliationPage({ searchParams }: { searchParams: SearchParams }) {
  const { before } = await filterOf(searchParams, ['before'] as const);
  const { reconciliations, next } = await show(listReconciliations, { before });
  const [t, format, actor] = [
    await getTranslations('books.reconciliation'),
    await getFormatter(),
    await currentActor(),
  ];
  const columns: Column<ListedReconciliation>[] = [
    { key: 'day', header: t('day'), cell: ({ day }) => day },
    { key: 'result', header: t('result'), cell: ({ differences }) => <Result differences={differences} /> },
    {
      key: 'transfers',
      header: t('transfers'),
      align: 'end',
      wide: true,
      cell: ({ transfers }) => format.number(transfers),
    },
    { key: 'when', header: t('when'), cell: ({ startedAt }) => <Time value={startedAt} /> },
  ];
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        {may(actor, 'reconciliation.run') ? (
          <Card title={t('now')} description={t('nowText')} className="max-w-xl">
            <CommandForm action={reconcileAction} label={t('now')}>
              <SubmitButton>{t('run')}</SubmitButton>
            </CommandForm>
          </Card>
        ) : null}
        <Card flush>
          <DataTable
            caption={t('caption')}
            columns={columns}
            rows={reconciliations}
            rowKey={({ id }) => id}
            rowLink={({ id, day }) => ({ href: `${PATH}/${id}`, label: t('of', { day }) })}
            empty={
              <EmptyState icon={<ScrollText />} title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            }
            paging={{ next: next && pageLink(PATH, {}, { before: next }), first: before && PATH }}
          />
        </Card>
      </div>
    </>
  );
}

async function Result({ differences }: { differences: number }) {
  const t = await getTranslations('books.reconciliation');
  return differences === 0 ? (
    <Badge tone="fine">{t('agrees')}</Badge>
  ) : (
    <Badge tone="stop">{t('differences', { count: differences })}</Badge>
  );
}
