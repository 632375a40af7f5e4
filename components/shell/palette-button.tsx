'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Search } from '@/components/ui/icons';
import type { SearchAction } from './search-hit';

// Most pages are never searched from: the palette comes when it is asked for.
const Palette = lazy(() => import('./palette').then((module) => ({ default: module.Palette })));

export interface PaletteButtonProps {
  pages: { href: string; label: string; detail: string }[];
  search?: SearchAction;
}

/** Opens the palette: by a press, or by Ctrl-K or ⌘-K from anywhere. */
export function PaletteButton({ pages, search }: PaletteButtonProps) {
  const t = useTranslations('shell.palette');
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const keyed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', keyed);
    return () => document.removeEventListener('keydown', keyed);
  }, []);

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Control+K Meta+K"
        className="needs-script inline-flex h-control items-center gap-2 rounded-md text-ink-soft hover:text-ink max-md:w-control max-md:justify-center md:h-8 md:w-64 md:border md:border-line md:bg-canvas md:px-2.5"
      >
        <Search className="size-5 md:size-4" />
        <span className="max-md:sr-only">{t('open')}</span>
        <span
          aria-hidden="true"
          className="ml-auto rounded-sm border border-line bg-surface px-1 font-sans text-caption max-md:hidden"
        >
          Ctrl K
        </span>
      </button>
      {open ? (
        <Suspense>
          <Palette pages={pages} search={search} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
