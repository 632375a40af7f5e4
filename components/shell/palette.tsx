'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Spinner } from '@/components/ui/spinner';
import type { PaletteButtonProps } from './palette-button';
import { useHits } from './use-hits';

/** Finds a page, a person, a number or a SIM, and goes there: a combobox with a list (WAI-ARIA 1.2). */
export function Palette({ pages, search, onClose }: PaletteButtonProps & { onClose: () => void }) {
  const t = useTranslations('shell.palette');
  const id = useId();
  const router = useRouter();
  const box = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { hits, waiting, failed } = useHits(
    text,
    pages.map((page) => ({ ...page, kind: t('pages') })),
    search,
  );
  const current = Math.min(at, hits.length - 1);

  useEffect(() => {
    box.current?.showModal();
  }, []);

  function go(place: number) {
    const hit = hits[place];
    if (!hit) return;
    onClose();
    router.push(hit.href);
  }

  function keyed(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') go(current);
    else if (step && hits.length > 0) setAt((current + step + hits.length) % hits.length);
    else return;
    event.preventDefault();
  }

  return (
    <dialog
      ref={box}
      onClose={onClose}
      closedby="any"
      aria-label={t('open')}
      className="mx-auto mt-[12vh] mb-auto w-[calc(100%-2rem)] max-w-xl rounded-xl border border-line bg-surface p-0 shadow-high"
    >
      <div className="flex items-center gap-3 border-line border-b px-4">
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}list`}
          aria-activedescendant={hits.length > 0 ? `${id}${current}` : undefined}
          aria-label={t('hint')}
          placeholder={t('hint')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={keyed}
          autoComplete="off"
          spellCheck={false}
          className="h-12 min-w-0 flex-1 bg-transparent text-body outline-none placeholder:text-ink-soft"
        />
        {waiting ? <Spinner className="size-4 text-ink-soft" /> : null}
      </div>
      <div
        id={`${id}list`}
        role="listbox"
        aria-label={t('open')}
        className="max-h-[50vh] overflow-y-auto p-1.5"
      >
        {hits.map((hit, place) => (
          <div key={hit.href}>
            {hit.kind === hits[place - 1]?.kind ? null : (
              <p role="presentation" className="px-2.5 pt-2 pb-1 font-medium text-caption text-ink-soft">
                {hit.kind}
              </p>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keys stay in the box above. */}
            <div
              id={`${id}${place}`}
              role="option"
              aria-selected={place === current}
              ref={place === current ? (line) => line?.scrollIntoView({ block: 'nearest' }) : undefined}
              onClick={() => go(place)}
              onPointerMove={() => setAt(place)}
              className="flex cursor-pointer items-baseline gap-3 rounded-md px-2.5 py-2 aria-selected:bg-sunken"
            >
              <span className="min-w-0 truncate">{hit.label}</span>
              <span className="ml-auto shrink-0 text-ink-soft text-small">{hit.detail}</span>
            </div>
          </div>
        ))}
      </div>
      <p
        role="status"
        className={hits.length > 0 || waiting ? 'sr-only' : 'px-4 pb-5 text-center text-ink-soft'}
      >
        {failed
          ? t('failed')
          : waiting
            ? ''
            : hits.length > 0
              ? t('results', { count: hits.length })
              : t('none', { text })}
      </p>
    </dialog>
  );
}
