import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { CardSim } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';

type State = Parameters<ReturnType<typeof useTranslations<'stock.state'>>>[0];

/** How many cards are in each state of a card's life; those that none is in are left out. */
export function SimStates({ sims, mayImport }: { sims: Record<string, number>; mayImport: boolean }) {
  const [t, state, format] = [
    useTranslations('admin.dashboard'),
    useTranslations('stock.state'),
    useFormatter(),
  ];
  const shown = Object.entries(sims).filter(([, count]) => count > 0);
  const all = shown.reduce((sum, [, count]) => sum + count, 0);
  if (shown.length === 0) {
    return (
      <Card title={t('sims')}>
        <EmptyState
          icon={<CardSim />}
          title={t('simsEmpty')}
          action={mayImport ? <LinkButton href="/admin/stock">{t('import')}</LinkButton> : null}
        >
          {mayImport ? t('simsEmptyText') : null}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card
      title={t('sims')}
      actions={
        <LinkButton size="sm" href="/admin/stock">
          {t('simsAll', { count: all })}
        </LinkButton>
      }
    >
      <ul className="space-y-3">
        {shown.map(([name, count]) => (
          <li key={name}>
            <p className="flex justify-between gap-4">
              <span>{state(name as State)}</span>
              <span className="tabular-nums">{format.number(count)}</span>
            </p>
            <progress
              value={count}
              max={all}
              aria-label={state(name as State)}
              className="mt-1 block h-1.5 w-full rounded-sm"
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
