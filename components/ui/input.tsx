import type { ComponentProps } from 'react';

const box =
  'w-full rounded-md border border-line-strong bg-surface text-body text-ink placeholder:text-ink-soft transition-colors ' +
  'hover:border-ink-soft focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-soft ' +
  'read-only:bg-sunken aria-invalid:border-stop aria-invalid:focus-visible:outline-stop';

/** A one-line text box. */
export function Input({ className = '', ...rest }: Omit<ComponentProps<'input'>, 'style'>) {
  return <input {...rest} className={`${box} h-control px-3 ${className}`} />;
}
