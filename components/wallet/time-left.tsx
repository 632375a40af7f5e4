'use client';

import { useSecondsLeft } from '../live/use-seconds-left';
import { CLOCK_FIGURES } from './clock-figures';

interface TimeLeftProps {
  /** When the time is over. */
  until: string;
  /** The seconds that were left when the server wrote the page. */
  seconds: number;
  /** The words around them, with `CLOCK_FIGURES` where the figures stand. */
  words: string;
}

/** A clock that runs down. Silent, or a screen reader would count along: the exact time stands beside it. */
export function TimeLeft({ until, seconds, words }: TimeLeftProps) {
  const left = useSecondsLeft(until, seconds);
  const text = words
    .replace(CLOCK_FIGURES.minutes, String(Math.floor(left / 60)))
    .replace(CLOCK_FIGURES.seconds, String(left % 60).padStart(2, '0'));
  return (
    <span aria-hidden="true" className="font-semibold text-lead tabular-nums">
      {text}
    </span>
  );
}
