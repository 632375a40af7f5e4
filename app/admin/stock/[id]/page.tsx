import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ExportLink } from '@/components/table/export-link';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { listImportLines, showImport } from '@/lib/sim/stock/import-queries';
import { ImportBadge } from '../import-badge';
import { BadLines } from './bad-lines';
import { Outcome } from './outcome';
import { Tallies } from './tallies';
import { Working } from './working';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ after?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stock'))('title') };
}

/** One import: how far it is, what is in its file, what is wrong with it, and the decision. */
export default async function ImportPage({ params, searchParams }: Props) {
  const [{ id: importId }, { after }] = [await params, await searchParams];
  const found = await show(showImport, { importId });
  const { lines, next } = await show(listImportLines, { importId, after });
  const t = await getTranslations('stock');
  const isBusy = found.state === 'reading' || found.state === 'importing';
  const path = `/admin/stock/${importId}`;
  return (
    <>
      <PageHeader
        title={found.fileName}
        badge={<ImportBadge state={found.state} />}
        description={
          <>
            {t('import.by', { name: found.uploadedBy })}, <Time value={found.createdAt} />
          </>
        }
        back={{ href: '/admin/stock', label: t('title') }}
      />
      <div className="space-y-5">
        {isBusy ? <Working found={found} path={path} /> : null}
        {found.state === 'failed' || found.state === 'cancelled' ? null : <Tallies found={found} />}
        <Outcome found={found} />
        {found.linesBad > 0 && found.state !== 'failed' ? (
          <Card
            title={t('problems.title')}
            actions={lines.length > 0 ? <ExportLink href={`${path}/problems.csv`} /> : null}
            flush
          >
            <BadLines
              lines={lines}
              paging={{
                next: next === null ? null : pageLink(path, {}, { after: String(next) }),
                first: after && path,
              }}
            />
          </Card>
        ) : null}
      </div>
    </>
  );
}
