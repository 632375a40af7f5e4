import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { Download } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { StatementView } from '@/components/wallet/statement-view';
import { counterDashboard } from '@/lib/counter/dashboard';
import { floatStatement } from '@/lib/counter/float-statement';
import { show } from '@/lib/entry/page';
import { filterOf, type SearchParams } from '../../../list-filter';
import { statementOf } from '../../../statement-of';
import { NoFloatMovements } from '../nothing';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statement'))('floatTitle') };
}

/** The statement of an agent's float over a month or any days. */
export default async function FloatStatementPage({ searchParams }: { searchParams: SearchParams }) {
  const { after, ...filter } = await filterOf(searchParams, ['from', 'to', 'after'] as const);
  const [t, { float, currency }] = [await getTranslations('statement'), await show(counterDashboard)];
  const back = { href: '/agent/float', label: t('toFloat') };
  return (
    <>
      <PageHeader
        title={t('floatTitle')}
        description={t('description')}
        back={back}
        actions={
          <LinkButton href="/agent/float/exports" icon={<Download />}>
            {t('makeFile')}
          </LinkButton>
        }
      />
      {float ? (
        <StatementView
          path="/agent/float/statement"
          filter={filter}
          currencies={[currency]}
          receipts="/agent/deposit/receipts"
          after={after}
          {...(await statementOf(floatStatement, { ...filter, after }))}
        />
      ) : (
        <Card>
          <NoFloatMovements searched={false} />
        </Card>
      )}
    </>
  );
}
