'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useRef } from 'react';
import { Button } from './button';
import type { ButtonLook } from './button-style';
import { X } from './icons';

export interface DialogProps {
  title: ReactNode;
  description?: ReactNode;
  /** The words on the button that opens it, and how that button looks. */
  trigger: ReactNode;
  look?: ButtonLook;
  /** Usually a form with its own submit button. */
  children: ReactNode;
}

/**
 * A dialog over the page. It is the browser's own element: focus stays inside and returns to where it was,
 * Escape closes it, and the page beneath is inert, without script of ours or an inline style.
 */
export function Dialog({ title, description, trigger, look, children }: DialogProps) {
  const t = useTranslations('ui');
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  // The attributes open it where no script runs; the handler where the browser does not know them.
  const opens = { command: 'show-modal', commandfor: id };

  return (
    <>
      <Button {...look} {...opens} onClick={() => box.current?.open || box.current?.showModal()}>
        {trigger}
      </Button>
      <dialog
        id={id}
        ref={box}
        aria-labelledby={`${id}title`}
        closedby="any"
        className="m-auto w-[calc(100%-2rem)] max-w-lg rounded-xl border border-line bg-surface p-0 shadow-high"
      >
        <header className="flex items-start justify-between gap-4 px-5 pt-4">
          <div className="min-w-0">
            <h2 id={`${id}title`} className="font-semibold text-lead">
              {title}
            </h2>
            {description ? <p className="mt-1 text-ink-soft">{description}</p> : null}
          </div>
          <form method="dialog">
            <Button
              type="submit"
              variant="ghost"
              size="sm"
              iconOnly
              aria-label={t('close')}
              className="-mr-2"
            >
              <X />
            </Button>
          </form>
        </header>
        <div className="px-5 pt-4 pb-5">{children}</div>
      </dialog>
    </>
  );
}
