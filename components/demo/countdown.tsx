'use client';

import { useSecondsLeft } from '../live/use-seconds-left';

const PERIOD_S = 30;

interface CountdownProps {
  /** When the code changes. */
  until: string;
  /** The seconds that were left when the server wrote the page. */
  seconds: number;
  /** The words around the seconds, which stand where `#` does. */
  words: string;
}

/** How long a code is still good: a line that shortens, and the seconds. Silent, or a screen reader would count along. */
export function Countdown({ until, seconds, words }: CountdownProps) {
  const left = useSecondsLeft(until, seconds);
  return (
    <div
      aria-hidden="true"
      className="mt-1.5 flex items-center gap-2 text-caption text-ink-soft tabular-nums"
    >
      <progress value={left} max={PERIOD_S} className="block h-1 w-full rounded-sm" />
      <span className="whitespace-nowrap">{words.replace('#', String(left))}</span>
    </div>
  );
}
