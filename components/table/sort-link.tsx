import Link from 'next/link';
import type { ReactNode } from 'react';
import { ArrowDown, ArrowUp } from '@/components/ui/icons';

export interface SortLinkProps {
  /** The same page in this order; in the other one if it is in this order already. */
  href: string;
  current?: 'asc' | 'desc';
  children: ReactNode;
}

/** A column's name that sorts by it. */
export function SortLink({ href, current, children }: SortLinkProps) {
  return (
    <Link href={href} className="inline-flex items-center gap-1 rounded-sm hover:text-ink">
      {children}
      {current === 'asc' ? <ArrowUp className="size-3.5" /> : null}
      {current === 'desc' ? <ArrowDown className="size-3.5" /> : null}
    </Link>
  );
}
