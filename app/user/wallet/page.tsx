import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { HandCoins, ScrollText, Send } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { MOVEMENT_FILTERS, MovementFilters } from '@/components/wallet/movement-filters';
import { MovementTable } from '@/components/wallet/movement-table';
import { spellMoney } from '@/components/wallet/spell-money';
import { showFiltered } from '@/lib/entry/page';
import { walletMovements } from '@/lib/wallet/movements';
import { FilterProblems } from '../../admin/filter-problems';
import { filterOf, type SearchParams } from '../../list-filter';
import { LivePayments } from '../../live-payments';
import { HeldCard } from './held';
import { NoMovements, NoWallet } from './nothing';
import { ownWallet } from './own-wallet';
import { Purses } from './purses';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wallet.list'))('title') };
}

/** Every movement of a customer's wallet, by direction, receipt, the other's number, kind, amount and days. */
export default async function WalletPage({ searchParams }: { searchParams: SearchParams }) {
  const { before, ...filter } = await filterOf(searchParams, [...MOVEMENT_FILTERS, 'before'] as const);
  const [t, locale, wallet] = [await getTranslations('wallet.list'), await getLocale(), await ownWallet()];
  const pending = await getTranslations('pending.held');
  if (!wallet)
    return (
      <>
        <PageHeader title={t('title')} />
        <NoWallet />
      </>
    );
  const { shown, problems } = await showFiltered(walletMovements, { ...filter, before });
  const currency = shown?.currency ?? wallet.currency;
  const held = wallet.balances.find((one) => one.currency === currency);
  const page = (change: { before?: string }) => pageLink('/user/wallet', filter, change);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('holds', { amount: spellMoney(held?.available ?? 0n, currency, locale) })}
        actions={
          <>
            <LivePayments />
            <LinkButton href="/user/wallet/statement" icon={<ScrollText />}>
              {t('statement')}
            </LinkButton>
            <LinkButton href="/user/wallet/withdraw" icon={<HandCoins />}>
              {pending('withdraw')}
            </LinkButton>
            <LinkButton href="/user/wallet/send" variant="primary" icon={<Send />}>
              {t('send')}
            </LinkButton>
          </>
        }
      />
      <HeldCard />
      <Card flush>
        <MovementFilters
          path="/user/wallet"
          filter={filter}
          currencies={wallet.balances.map((one) => one.currency)}
        />
        {problems ? (
          <FilterProblems title={t('badFilter')} problems={problems} />
        ) : (
          <MovementTable
            caption={t('caption')}
            movements={shown.movements}
            currency={currency}
            receipts="/user/wallet/receipts"
            empty={<NoMovements searched={Object.keys(filter).length > 0} />}
            paging={{
              next: shown.next && page({ before: shown.next }),
              first: before && page({}),
              shown: shown.cut ? t('cut') : undefined,
            }}
          />
        )}
      </Card>
      <Purses wallet={wallet} />
    </>
  );
}
