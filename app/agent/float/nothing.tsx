import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { HandCoins } from '@/components/ui/icons';

/** Stands where the movements of a float would: none yet, or none that fits a search. */
export function NoFloatMovements({ searched = false }: { searched?: boolean }) {
  const [t, list] = [useTranslations('counter.list'), useTranslations('wallet.list')];
  return (
    <EmptyState icon={<HandCoins />} title={searched ? list('nothing') : t('empty')}>
      {searched ? list('nothingText') : t('emptyText')}
    </EmptyState>
  );
}
