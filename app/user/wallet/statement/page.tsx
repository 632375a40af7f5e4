import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Download } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { StatementView } from '@/components/wallet/statement-view';
import { walletStatement } from '@/lib/wallet/statement/show-statement';
import { filterOf, type SearchParams } from '../../../list-filter';
import { statementOf } from '../../../statement-of';
import { NoWallet } from '../nothing';
import { ownWallet } from '../own-wallet';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statement'))('title') };
}

/** The statement of a customer's wallet over a month or any days. */
export default async function WalletStatementPage({ searchParams }: { searchParams: SearchParams }) {
  const { after, ...filter } = await filterOf(searchParams, ['from', 'to', 'currency', 'after'] as const);
  const [t, wallet] = [await getTranslations('statement'), await ownWallet()];
  const back = { href: '/user/wallet', label: t('toWallet') };
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={back}
        actions={
          <LinkButton href="/user/wallet/exports" icon={<Download />}>
            {t('makeFile')}
          </LinkButton>
        }
      />
      {wallet ? (
        <StatementView
          path="/user/wallet/statement"
          filter={filter}
          currencies={wallet.balances.map(({ currency }) => currency)}
          receipts="/user/wallet/receipts"
          after={after}
          {...(await statementOf(walletStatement, { ...filter, after }))}
        />
      ) : (
        <NoWallet />
      )}
    </>
  );
}
