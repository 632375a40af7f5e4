import Link from 'next/link';
import type { ReactNode } from 'react';
import { ChevronLeft } from './icons';

export interface PageHeaderProps {
  title: ReactNode;
  /** A state, beside the title. */
  badge?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Where this page was reached from. */
  back?: { href: string; label: string };
}

/** The top of a page: its one h1, and what can be done here. */
export function PageHeader({ title, badge, description, actions, back }: PageHeaderProps) {
  return (
    <header className="mb-5 sm:mb-6">
      {back ? (
        <Link
          href={back.href}
          className="mb-2 -ml-1 inline-flex items-center gap-0.5 rounded-sm py-1 pr-1 text-ink-soft text-small hover:text-ink"
        >
          <ChevronLeft className="size-4" />
          {back.label}
        </Link>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="font-semibold text-title tracking-tight">{title}</h1>
            {badge}
          </div>
          {description ? <p className="mt-1 max-w-2xl text-ink-soft">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
