import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { HandCoins } from '@/components/ui/icons';

/** Stands where an agent's float would, until an owner has opened it. */
export function NoFloat() {
  const t = useTranslations('counter.overview');
  return (
    <Card>
      <EmptyState icon={<HandCoins />} title={t('none')}>
        {t('noneText')}
      </EmptyState>
    </Card>
  );
}
