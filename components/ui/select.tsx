import type { ComponentProps } from 'react';
import { ChevronDown } from './icons';

/** The browser's own select: it works without script, by keyboard, and as a wheel on a phone. */
export function Select({ className = '', children, ...rest }: Omit<ComponentProps<'select'>, 'style'>) {
  return (
    <span className={`relative block ${className}`}>
      <select
        {...rest}
        className={
          'h-control w-full appearance-none truncate rounded-md border border-line-strong bg-surface pr-9 pl-3 text-body ' +
          'text-ink transition-colors hover:border-ink-soft focus-visible:outline-offset-0 disabled:cursor-not-allowed ' +
          'disabled:bg-sunken aria-invalid:border-stop aria-invalid:focus-visible:outline-stop'
        }
      >
        {children}
      </select>
      <ChevronDown className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-soft" />
    </span>
  );
}
