'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { idle } from '@/lib/base/form-state';
import { type Found, hitsOf, type SearchAction, type SearchHit } from './search-hit';

const patienceMs = 150;

/** What a text finds: pages at once, the rest once the reader pauses. An answer that comes late is dropped. */
export function useHits(text: string, pages: SearchHit[], search: SearchAction | undefined) {
  const [found, setFound] = useState<{ text: string; hits: SearchHit[]; failed: boolean } | null>(null);
  const t = useTranslations('shell.palette.kinds');
  const asked = text.trim();

  useEffect(() => {
    if (!search || asked.length < 2) return;
    let wanted = true;
    const timer = setTimeout(() => {
      const form = new FormData();
      form.set('q', asked);
      search(idle, form).then(
        (state) => {
          if (!wanted) return;
          const isDone = state.status === 'done';
          const kinds = { people: t('people'), numbers: t('numbers'), sims: t('sims') };
          const hits = isDone ? hitsOf(state.output as Found, kinds) : [];
          setFound({ text: asked, hits, failed: !isDone });
        },
        () => wanted && setFound({ text: asked, hits: [], failed: true }),
      );
    }, patienceMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [asked, search, t]);

  const words = asked.toLocaleLowerCase().split(/\s+/u);
  const near = pages.filter(({ label, detail }) =>
    words.every((word) => `${label} ${detail}`.toLocaleLowerCase().includes(word)),
  );
  const asks = Boolean(search) && asked.length >= 2;
  const current = asks && found?.text === asked ? found : null;
  return {
    // While an answer is on its way the last one stays, so that the list does not flicker with each key.
    hits: [...near, ...(asks ? (found?.hits ?? []) : [])],
    waiting: asks && !current,
    failed: current?.failed ?? false,
  };
}
