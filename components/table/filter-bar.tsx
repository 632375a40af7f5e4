import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { FilterForm } from './filter-form';

export interface FilterBarProps {
  /** The list's own path: the filters are its parameters. */
  path: string;
  /** Whether anything is filtered now. */
  active: boolean;
  /** Stands at the right: the CSV export. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The filters of a list. They live in the address, so that a filtered list can be sent to a colleague. */
export function FilterBar({ path, active, actions, children }: FilterBarProps) {
  const t = useTranslations('ui.table');
  return (
    <FilterForm path={path}>
      {children}
      <Button type="submit">{t('filter')}</Button>
      {active ? (
        <Link
          href={path}
          className="inline-flex h-control items-center rounded-sm px-1.5 text-ink-soft text-small hover:text-ink"
        >
          {t('clear')}
        </Link>
      ) : null}
      {actions ? <div className="ml-auto flex gap-2">{actions}</div> : null}
    </FilterForm>
  );
}
