import type { ComponentProps, ReactNode } from 'react';
import { type Tone, ToneSign } from './tone';

const tones = {
  info: { sheet: 'border-line bg-surface', sign: 'text-accent-ink' },
  fine: { sheet: 'border-fine-line bg-fine-soft', sign: 'text-fine' },
  look: { sheet: 'border-look-line bg-look-soft', sign: 'text-look' },
  stop: { sheet: 'border-stop-line bg-stop-soft', sign: 'text-stop' },
};

export interface AlertProps extends Omit<ComponentProps<'div'>, 'style' | 'title'> {
  tone?: Tone;
  title?: ReactNode;
  /** One thing to do about it. */
  action?: ReactNode;
}

/** Something the reader should know. Give it `role="alert"` or `"status"` when it appears by itself. */
export function Alert({ tone = 'info', title, action, children, className = '', ...rest }: AlertProps) {
  const { sheet, sign } = tones[tone];
  return (
    <div {...rest} className={`flex items-start gap-3 rounded-lg border px-4 py-3 ${sheet} ${className}`}>
      <ToneSign tone={tone} className={`mt-[0.15em] size-4 ${sign}`} />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className={title ? 'mt-0.5' : ''}>{children}</div> : null}
        {action ? <div className="mt-2.5">{action}</div> : null}
      </div>
    </div>
  );
}
