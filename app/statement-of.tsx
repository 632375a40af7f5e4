import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Refusal } from '@/lib/base/refusal';
import { showFiltered } from '@/lib/entry/page';
import { sayRefusal } from '@/lib/entry/say-refusal';
import type { StatementPage, walletStatement } from '@/lib/wallet/statement/show-statement';
import { FilterProblems } from './admin/filter-problems';

/** The statement that was asked for, or what stands in its place: filters that cannot be used, or why it is not shown. */
export async function statementOf(
  query: typeof walletStatement,
  asked: Record<string, string | undefined>,
): Promise<{ statement?: StatementPage; problem?: ReactNode }> {
  const t = await getTranslations('statement');
  try {
    const { shown, problems } = await showFiltered(query, asked);
    if (shown) return { statement: shown };
    return { problem: <FilterProblems title={t('badFilter')} problems={problems} /> };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const problem = (
      <div className="px-4 pb-4 sm:px-5">
        <Alert tone="stop" title={t('refused')}>
          {await sayRefusal(error)}
        </Alert>
      </div>
    );
    return { problem };
  }
}
