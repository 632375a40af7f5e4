import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LinkButton } from '@/components/ui/link-button';

export interface PagingProps {
  /** The page after this one (`?after=…`), if there is one. */
  next?: string | null;
  /** Back to the start, when this is not the first page. */
  first?: string | null;
  /** What is on this page, in words: "50 people". */
  shown?: ReactNode;
}

/** Onwards by key: there are no page numbers, since counting ten million rows would be the slowest part. */
export function Paging({ next, first, shown }: PagingProps) {
  const t = useTranslations('ui.table');
  if (!next && !first && !shown) return null;
  return (
    <nav
      aria-label={t('pages')}
      className="flex min-h-12 flex-wrap items-center justify-between gap-3 border-line border-t px-4 py-2 sm:px-5"
    >
      <p className="text-ink-soft text-small">{shown}</p>
      <div className="flex gap-2">
        {first ? (
          <LinkButton href={first} size="sm">
            {t('first')}
          </LinkButton>
        ) : null}
        {next ? (
          <LinkButton href={next} size="sm" rel="next">
            {t('next')}
          </LinkButton>
        ) : null}
      </div>
    </nav>
  );
}
