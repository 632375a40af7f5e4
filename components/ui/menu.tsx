'use client';

import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import { type ButtonLook, buttonStyle } from './button-style';

export interface MenuProps {
  /** What stands on the button. */
  trigger: ReactNode;
  /** Its name, where the trigger is no words. */
  label?: string;
  look?: ButtonLook;
  /** Replaces the look of a button altogether. */
  triggerClass?: string;
  /** Where the sheet hangs. */
  place?: 'below-end' | 'below-start' | 'above-end';
  children: ReactNode;
  className?: string;
}

const places = {
  'below-end': 'top-full right-0 mt-1.5',
  'below-start': 'top-full left-0 mt-1.5',
  'above-end': 'right-0 bottom-full mb-1.5',
};

/**
 * A button with a sheet of links and buttons under it. It opens without script; with it, Escape, a press
 * outside and a press on an entry close it.
 */
export function Menu({
  trigger,
  label,
  look,
  triggerClass,
  place = 'below-end',
  children,
  className = '',
}: MenuProps) {
  const root = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = (focus: boolean) => {
      if (!root.current?.open) return;
      root.current.open = false;
      if (focus) root.current.querySelector('summary')?.focus();
    };
    const pressed = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) close(false);
    };
    const keyed = (event: KeyboardEvent) => event.key === 'Escape' && close(true);
    document.addEventListener('pointerdown', pressed);
    document.addEventListener('keydown', keyed);
    return () => {
      document.removeEventListener('pointerdown', pressed);
      document.removeEventListener('keydown', keyed);
    };
  }, []);

  const chosen: ComponentProps<'div'>['onClick'] = (event) => {
    if (root.current && event.target instanceof Element && event.target.closest('a'))
      root.current.open = false;
  };

  return (
    <details ref={root} className={`relative ${className}`}>
      <summary className={triggerClass ?? buttonStyle({ variant: 'ghost', ...look })}>
        {trigger}
        {label ? <span className="sr-only">{label}</span> : null}
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: it only follows the links inside, which have the keys. */}
      <div
        onClick={chosen}
        className={`absolute z-30 w-max min-w-48 max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-surface p-1 shadow-high ${places[place]}`}
      >
        {children}
      </div>
    </details>
  );
}
