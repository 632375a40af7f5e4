import Link from 'next/link';
import type { ReactNode } from 'react';

export interface LinkTab {
  href: string;
  label: ReactNode;
  count?: number;
}

/** Tabs that are links, so that each has an address, works without script and can be sent to a colleague. */
export function LinkTabs({ label, tabs, current }: { label: string; tabs: LinkTab[]; current: string }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-line border-b">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.href === current ? 'page' : undefined}
              className={
                'flex items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 py-2.5 text-ink-soft -outline-offset-2 ' +
                'hover:text-ink aria-[current]:border-accent-ink aria-[current]:font-medium aria-[current]:text-ink'
              }
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="rounded-sm bg-sunken px-1.5 text-caption text-ink-soft">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
