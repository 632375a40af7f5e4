import type { ReactNode } from 'react';

export interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  /** Stands at the right of the title. */
  actions?: ReactNode;
  footer?: ReactNode;
  /** Takes the inner margin away, for a table or a list that draws its own lines. */
  flush?: boolean;
  children?: ReactNode;
  className?: string;
}

/** A sheet of paper for one subject. */
export function Card({ title, description, actions, footer, flush, children, className = '' }: CardProps) {
  const headed = title || description || actions;
  return (
    <section className={`min-w-0 rounded-lg border border-line bg-surface ${className}`}>
      {headed ? (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 sm:px-5">
          <div className="min-w-0">
            {title ? <h2 className="font-semibold text-body">{title}</h2> : null}
            {description ? <p className="mt-0.5 text-ink-soft text-small">{description}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={flush ? (headed ? 'mt-3.5 border-line border-t' : '') : 'px-4 py-4 sm:px-5'}>
        {children}
      </div>
      {footer ? (
        <footer className="rounded-b-lg border-line border-t bg-canvas px-4 py-3 sm:px-5">{footer}</footer>
      ) : null}
    </section>
  );
}
