import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Wallet } from '@/components/ui/icons';

/** Stands where the wallet would, for somebody who has none yet. */
export function NoWallet() {
  const t = useTranslations('wallet.none');
  return (
    <Card>
      <EmptyState icon={<Wallet />} title={t('title')}>
        {t('text')}
      </EmptyState>
    </Card>
  );
}

/** Stands where the movements would: none yet, or none that fits a search. */
export function NoMovements({ searched = false }: { searched?: boolean }) {
  const t = useTranslations('wallet.list');
  return (
    <EmptyState icon={<Wallet />} title={t(searched ? 'nothing' : 'empty')}>
      {t(searched ? 'nothingText' : 'emptyText')}
    </EmptyState>
  );
}
