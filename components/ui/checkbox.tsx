import type { ComponentProps, ReactNode } from 'react';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'style' | 'type'> {
  label: ReactNode;
  hint?: ReactNode;
}

/** The browser's own checkbox with its label; the whole line can be pressed. */
export function Checkbox({ label, hint, className = '', ...rest }: CheckboxProps) {
  return (
    <label
      className={`flex cursor-pointer items-start gap-2.5 py-1 has-disabled:cursor-not-allowed ${className}`}
    >
      <input type="checkbox" {...rest} className="mt-[0.2em] size-4 shrink-0 accent-accent" />
      <span>
        <span className="block">{label}</span>
        {hint ? <span className="block text-ink-soft text-small">{hint}</span> : null}
      </span>
    </label>
  );
}
