import type { ReactNode } from 'react';
import { ChevronRight } from './icons';

/** A line that unfolds: for what few readers need, and those who do need at once. It works without script. */
export function Disclosure({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <details className="group rounded-lg border border-line bg-surface">
      <summary className="flex items-center justify-between gap-3 rounded-lg px-4 py-3 font-medium">
        {title}
        <ChevronRight className="size-4 text-ink-soft transition-transform group-open:rotate-90" />
      </summary>
      <div className="px-4 pb-4 text-ink-soft">{children}</div>
    </details>
  );
}
