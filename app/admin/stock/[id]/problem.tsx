import { useTranslations } from 'next-intl';
import type { ProblemCode, ProblemValues } from '@/lib/sim/stock/problem';

interface ProblemProps {
  of: { problem: ProblemCode | null; problemValues: ProblemValues | null };
}

/** What is wrong with a file or a line, in the reader's language. */
export function Problem({ of }: ProblemProps) {
  const t = useTranslations('stock.problem');
  return of.problem ? t(of.problem, of.problemValues ?? {}) : null;
}
