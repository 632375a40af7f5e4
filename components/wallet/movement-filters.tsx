import { useTranslations } from 'next-intl';
import { ExportLink } from '@/components/table/export-link';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSearch, FilterSelect } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';

export type MovementFilter = { receipt?: string; direction?: string };

/** As many movements as one file holds. */
const MOST_IN_FILE = '5000';

/** What a list of movements may be narrowed to, and the same list as a file. */
export function MovementFilters({ path, filter }: { path: string; filter: MovementFilter }) {
  const t = useTranslations('wallet.list');
  return (
    <FilterBar
      path={path}
      active={Boolean(filter.receipt || filter.direction)}
      actions={<ExportLink href={pageLink(`${path}/export`, filter, { limit: MOST_IN_FILE })} />}
    >
      <FilterSearch name="receipt" label={t('receipt')} value={filter.receipt} />
      <FilterSelect
        name="direction"
        label={t('direction')}
        value={filter.direction}
        all={t('both')}
        options={[
          { value: 'in', label: t('in') },
          { value: 'out', label: t('out') },
        ]}
      />
    </FilterBar>
  );
}
