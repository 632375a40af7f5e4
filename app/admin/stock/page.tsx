import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { StatTile } from '@/components/chart/stat-tile';
import { DataTable } from '@/components/table/data-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Boxes } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { listImports } from '@/lib/sim/stock/import-queries';
import { FILE_MAX_BYTES } from '@/lib/sim/stock/read-file';
import { stockSummary } from '@/lib/sim/stock/stock-summary';
import { UploadForm } from './form';
import { ImportBadge } from './import-badge';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stock'))('title') };
}

const MEGABYTES = FILE_MAX_BYTES / 1024 / 1024;

/** What is in stock, the imports that brought it there, and the next one. */
export default async function StockPage({ searchParams }: { searchParams: Promise<{ before?: string }> }) {
  const { before } = await searchParams;
  const [{ states, countedAt }, { imports, next }] = [
    await show(stockSummary),
    await show(listImports, { before }),
  ];
  const [t, format, actor] = [await getTranslations('stock'), await getFormatter(), await currentActor()];
  const mayImport = may(actor, 'stock.import.begin');
  const shown = states.filter(({ state, count }) => count > 0 || state === 'in_stock');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
          {shown.map(({ state, count }) => (
            <StatTile
              key={state}
              label={t(`state.${state}`)}
              value={format.number(count)}
              detail={
                countedAt ? (
                  <>
                    {t('counted')} <Time value={countedAt} />
                  </>
                ) : undefined
              }
            />
          ))}
        </div>
        {mayImport ? (
          <Card title={t('upload.title')} description={t('upload.hint', { megabytes: MEGABYTES })}>
            <UploadForm
              largestBytes={FILE_MAX_BYTES}
              words={{
                file: t('upload.file'),
                submit: t('upload.submit'),
                sending: t('upload.sending'),
                tooLarge: t('upload.tooLarge', { megabytes: MEGABYTES }),
                lost: t('upload.lost'),
              }}
            />
          </Card>
        ) : null}
        <Card title={t('imports.title')} flush>
          <DataTable
            caption={t('imports.title')}
            rows={imports}
            rowKey={({ importId }) => importId}
            rowLink={({ importId, fileName }) => ({ href: `/admin/stock/${importId}`, label: fileName })}
            columns={[
              { key: 'file', header: t('imports.file'), cell: ({ fileName }) => fileName },
              {
                key: 'state',
                header: t('imports.state'),
                cell: ({ state }) => <ImportBadge state={state} />,
              },
              {
                key: 'lines',
                header: t('imports.lines'),
                align: 'end',
                cell: ({ linesRead }) => format.number(linesRead),
              },
              {
                key: 'taken',
                header: t('imports.taken'),
                align: 'end',
                cell: ({ linesImported }) => format.number(linesImported),
              },
              { key: 'by', header: t('imports.by'), wide: true, cell: ({ uploadedBy }) => uploadedBy },
              { key: 'at', header: t('imports.at'), cell: ({ createdAt }) => <Time value={createdAt} /> },
            ]}
            empty={
              <EmptyState icon={<Boxes />} title={t('imports.empty')}>
                {t('imports.emptyText')}
              </EmptyState>
            }
            paging={{
              next: next && `/admin/stock?before=${next}`,
              first: before && '/admin/stock',
            }}
          />
        </Card>
      </div>
    </>
  );
}
