'use client';

import { useSyncExternalStore } from 'react';
import { exactTime, relativeTime } from './relative-time';

function everyHalfMinute(changed: () => void) {
  const timer = setInterval(changed, 30_000);
  return () => clearInterval(timer);
}

export interface LiveTimeProps {
  iso: string;
  locale: string;
  shape: 'relative' | 'exact';
  /** What the server wrote, in the zone that it knew. */
  relative: string;
  exact: string;
}

/** Starts as the server wrote it, then keeps the time in the zone of the browser. */
export function LiveTime({ iso, locale, shape, ...served }: LiveTimeProps) {
  const relative = useSyncExternalStore(
    everyHalfMinute,
    () => relativeTime(new Date(iso), new Date(), locale),
    () => served.relative,
  );
  const exact = useSyncExternalStore(
    everyHalfMinute,
    () => exactTime(new Date(iso), locale),
    () => served.exact,
  );
  return (
    <time dateTime={iso} title={shape === 'exact' ? relative : exact} className="whitespace-nowrap">
      {shape === 'exact' ? exact : relative}
    </time>
  );
}
