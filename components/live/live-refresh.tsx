'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect, useState } from 'react';
import { canShare, shareStream } from './shared-stream';

const LEAST_MS = 2_000;
/** What a lost notice costs at most, and how often a page is asked for where nothing can be streamed. */
const POLL_MS = { streaming: 60_000, polling: 15_000 };
/** A page that nobody touches stops asking: it must not keep a session alive that its person has left. */
const LEFT_AFTER_MS = 5 * 60_000;

type State = 'streaming' | 'polling' | 'resting';
export type LiveWords = Record<State, string>;

const dots: Record<State, string> = { streaming: 'bg-fine', polling: 'bg-look', resting: 'bg-line-strong' };

export interface LiveRefreshProps {
  words: LiveWords;
  /** What the page shows: anything of the tenant, what is the reader's own, or swaps or one of them. */
  of?: 'all' | 'swaps' | 'own' | `swap:${string}`;
}

/** Asks for the page again when something was done, and says whether it does. Without script it is not there. */
export function LiveRefresh({ words, of = 'all' }: LiveRefreshProps) {
  const router = useRouter();
  const [state, setState] = useState<State | null>(null);

  useEffect(() => {
    const streams = canShare();
    let mode: 'streaming' | 'polling' = streams ? 'streaming' : 'polling';
    let touchedAt = Date.now();
    let askedAt = Date.now();
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const isLeft = () => Date.now() - touchedAt > LEFT_AFTER_MS;
    const ask = () => {
      clearTimeout(waiting);
      waiting = undefined;
      if (isLeft()) return setState('resting');
      if (document.visibilityState !== 'visible') return;
      askedAt = Date.now();
      startTransition(() => router.refresh());
    };
    const changed = () => {
      waiting ??= setTimeout(ask, Math.max(0, askedAt + LEAST_MS - Date.now()));
    };
    const lost = () => {
      mode = 'polling';
      setState(mode);
    };
    const touched = () => {
      const wasLeft = isLeft();
      touchedAt = Date.now();
      if (!wasLeft) return;
      setState(mode);
      changed();
    };
    const seen = () => document.visibilityState === 'visible' && touched();
    const poll = setInterval(() => Date.now() - askedAt >= POLL_MS[mode] && ask(), POLL_MS.polling);
    const stop = streams
      ? shareStream(of === 'all' ? '/api/events' : `/api/events?of=${of}`, { changed, lost })
      : undefined;
    for (const sign of ['pointerdown', 'keydown', 'scroll'] as const)
      window.addEventListener(sign, touched, { passive: true });
    document.addEventListener('visibilitychange', seen);
    setState(mode);
    return () => {
      stop?.();
      clearInterval(poll);
      clearTimeout(waiting);
      for (const sign of ['pointerdown', 'keydown', 'scroll'] as const)
        window.removeEventListener(sign, touched);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [router, of]);

  if (!state) return null;
  return (
    <p className="inline-flex items-center gap-2 text-ink-soft text-small">
      <span aria-hidden="true" className={`size-2 rounded-full ${dots[state]}`} />
      {words[state]}
    </p>
  );
}
