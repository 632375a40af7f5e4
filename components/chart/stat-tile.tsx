import Link from 'next/link';
import type { ReactNode } from 'react';
import { Sparkline } from './sparkline';

export interface StatTileProps {
  label: ReactNode;
  value: ReactNode;
  /** What it is compared with: "12 more than last week". */
  detail?: ReactNode;
  series?: { values: number[]; label: string };
  href?: string;
}

/** One number, what it is compared with, and its shape over time. */
export function StatTile({ label, value, detail, series, href }: StatTileProps) {
  return (
    <div className="relative flex min-w-0 flex-col rounded-lg border border-line bg-surface px-4 pt-3.5 pb-4 has-[a:hover]:border-line-strong">
      <p className="text-ink-soft text-small">
        {href ? (
          <Link href={href} className="rounded-sm after:absolute after:inset-0 after:rounded-lg">
            {label}
          </Link>
        ) : (
          label
        )}
      </p>
      <p className="mt-0.5 truncate font-semibold text-display tracking-tight">{value}</p>
      {detail ? <p className="mt-0.5 text-ink-soft text-small">{detail}</p> : null}
      {series ? (
        <div className="mt-auto pt-3">
          <Sparkline {...series} />
        </div>
      ) : null}
    </div>
  );
}
