import type { ComponentProps, ReactNode } from 'react';
import { tv } from 'tailwind-variants/lite';
import { type Tone, ToneSign } from './tone';

const alertStyle = tv({
  slots: { root: 'flex items-start gap-3 rounded-lg border px-4 py-3', sign: 'mt-[0.15em] size-4' },
  variants: {
    tone: {
      info: { root: 'border-line bg-surface', sign: 'text-accent-ink' },
      fine: { root: 'border-fine-line bg-fine-soft', sign: 'text-fine' },
      look: { root: 'border-look-line bg-look-soft', sign: 'text-look' },
      stop: { root: 'border-stop-line bg-stop-soft', sign: 'text-stop' },
    },
  },
});

export interface AlertProps extends Omit<ComponentProps<'div'>, 'style' | 'title'> {
  tone?: Tone;
  title?: ReactNode;
  /** One thing to do about it. */
  action?: ReactNode;
}

/** Something the reader should know. Give it `role="alert"` or `"status"` when it appears by itself. */
export function Alert({ tone = 'info', title, action, children, className = '', ...rest }: AlertProps) {
  const { root, sign } = alertStyle({ tone });
  return (
    <div {...rest} className={root({ class: className })}>
      <ToneSign tone={tone} className={sign()} />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className={title ? 'mt-0.5' : ''}>{children}</div> : null}
        {action ? <div className="mt-2.5">{action}</div> : null}
      </div>
    </div>
  );
}
