import { useFormatter, useTranslations } from 'next-intl';
import { DeedName } from '@/components/audit/deed-name';
import { type Column, DataTable } from '@/components/table/data-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ScrollText } from '@/components/ui/icons';
import type { ShownReach } from '@/lib/person/incident/show-reach';

type Deed = ShownReach['deeds'][number];

/** The deeds by their names, with how many were done and how many refused. */
export function ReachDeeds({ seen: { deeds } }: { seen: ShownReach }) {
  const [t, format] = [useTranslations('incident.reach'), useFormatter()];
  const columns: Column<Deed>[] = [
    { key: 'deed', header: t('deed'), cell: ({ command }) => <DeedName command={command} /> },
    { key: 'done', header: t('done'), align: 'end', cell: ({ done }) => format.number(done) },
    { key: 'refused', header: t('refused'), align: 'end', cell: ({ refused }) => format.number(refused) },
  ];
  return (
    <Card title={t('deeds')} flush>
      <DataTable
        caption={t('deeds')}
        columns={columns}
        rows={deeds}
        rowKey={({ command }) => command}
        empty={
          <EmptyState icon={<ScrollText />} title={t('noDeeds')}>
            {t('noDeedsText')}
          </EmptyState>
        }
      />
    </Card>
  );
}
