import { useTranslations } from 'next-intl';
import { FilterSelect } from '@/components/table/filters';

interface CurrencyFilterProps {
  /** The currencies that this person has accounts in; the choice is shown where there are several. */
  currencies: readonly string[];
  value: string | undefined;
}

/** In which currency what is listed is, the usual one where nothing is chosen. */
export function CurrencyFilter({ currencies, value }: CurrencyFilterProps) {
  const t = useTranslations('wallet.list');
  if (currencies.length < 2) return null;
  return (
    <FilterSelect
      name="currency"
      label={t('currency')}
      value={value}
      all={t('ownCurrency')}
      options={currencies.map((code) => ({ value: code, label: code }))}
    />
  );
}
