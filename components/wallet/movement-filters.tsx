import { useTranslations } from 'next-intl';
import { ExportLink } from '@/components/table/export-link';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSearch, FilterSelect, FilterText } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { CurrencyFilter } from './currency-filter';

export const MOVEMENT_FILTERS = [
  ...(['receipt', 'direction', 'number', 'operation', 'least', 'most', 'from', 'to', 'currency'] as const),
];
export type MovementFilter = Partial<Record<(typeof MOVEMENT_FILTERS)[number], string>>;

/** As many movements as one file holds. */
const MOST_IN_FILE = '5000';

const OPERATIONS = [
  ...(['transfer', 'deposit', 'withdrawal', 'reversal', 'fee', 'fee_reversal'] as const),
  ...(['float_opening', 'float_funding', 'float_return', 'commission_payout'] as const),
];

export interface MovementFiltersProps {
  path: string;
  filter: MovementFilter;
  /** The currencies that this person has accounts in. */
  currencies?: readonly string[];
}

/** What a list of movements may be narrowed to, and the same list as a file. */
export function MovementFilters({ path, filter, currencies = [] }: MovementFiltersProps) {
  const t = useTranslations('wallet.list');
  return (
    <FilterBar
      path={path}
      active={Object.keys(filter).length > 0}
      actions={<ExportLink href={pageLink(`${path}/export`, filter, { limit: MOST_IN_FILE })} />}
    >
      <FilterSearch name="receipt" label={t('receipt')} value={filter.receipt} />
      <FilterText name="number" label={t('number')} value={filter.number} />
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
      <FilterSelect
        name="operation"
        label={t('operation')}
        value={filter.operation}
        all={t('anyOperation')}
        options={OPERATIONS.map((value) => ({ value, label: t(`operation_${value}`) }))}
      />
      <FilterText name="least" label={t('least')} value={filter.least} />
      <FilterText name="most" label={t('most')} value={filter.most} />
      <FilterText name="from" type="date" label={t('from')} value={filter.from} />
      <FilterText name="to" type="date" label={t('to')} value={filter.to} />
      <CurrencyFilter currencies={currencies} value={filter.currency} />
    </FilterBar>
  );
}
