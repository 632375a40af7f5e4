'use client';

import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { Info } from './icons';

const places = { start: '-left-2', center: 'left-1/2 -translate-x-1/2', end: '-right-2' };

export interface InfoTipProps {
  label: string;
  /** Which edge of the words stands at the sign: near an edge of the page they need to grow away from it. */
  align?: keyof typeof places;
  children: ReactNode;
}

/** A small "i" with more words, on hover, focus or a touch; Escape takes them away (WCAG 1.4.13). */
export function InfoTip({ label, align = 'center', children }: InfoTipProps) {
  const id = useId();
  const [dismissed, setDismissed] = useState(false);
  const keyed = (event: KeyboardEvent) => event.key === 'Escape' && setDismissed(true);
  const back = () => setDismissed(false);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only follows the button inside, which has the keys.
    <span
      className="group relative inline-flex align-[-0.125em]"
      onPointerLeave={back}
      onBlur={back}
      onKeyDown={keyed}
    >
      <button
        type="button"
        aria-label={label}
        aria-describedby={id}
        className="inline-flex size-5 items-center justify-center rounded-full text-ink-soft hover:text-ink"
      >
        <Info className="size-3.5" />
      </button>
      <span
        id={id}
        role="tooltip"
        className={`absolute bottom-full z-30 hidden w-max max-w-64 pb-1.5 ${places[align]} ${dismissed ? '' : 'group-focus-within:block group-hover:block'}`}
      >
        <span className="block rounded-md bg-ink px-2.5 py-1.5 text-canvas text-small">{children}</span>
      </span>
    </span>
  );
}
