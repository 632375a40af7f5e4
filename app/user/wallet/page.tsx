import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { HandCoins, ScrollText, Send } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { MovementFilters } from '@/components/wallet/movement-filters';
import { MovementTable } from '@/components/wallet/movement-table';
import { spellMoney } from '@/components/wallet/spell-money';
import { show } from '@/lib/entry/page';
import { walletMovements } from '@/lib/wallet/movements';
import { LivePayments } from '../../live-payments';
import { HeldCard } from './held';
import { NoMovements, NoWallet } from './nothing';
import { ownWallet } from './own-wallet';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wallet.list'))('title') };
}

type Asked = { receipt?: string; direction?: string; before?: string };

/** Every movement of a customer's wallet, by direction or by the number of its receipt. */
export default async function WalletPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { receipt, direction, before } = await searchParams;
  const [t, locale, wallet] = [await getTranslations('wallet.list'), await getLocale(), await ownWallet()];
  const pending = await getTranslations('pending.held');
  if (!wallet)
    return (
      <>
        <PageHeader title={t('title')} />
        <NoWallet />
      </>
    );
  const filter = { receipt: receipt || undefined, direction: direction || undefined };
  const { movements, next, currency } = await show(walletMovements, { ...filter, before });
  const searched = Boolean(filter.receipt || filter.direction);
  const page = (change: Asked) => pageLink('/user/wallet', filter, change);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('holds', { amount: spellMoney(wallet.available, currency, locale) })}
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
        <MovementFilters path="/user/wallet" filter={filter} />
        <MovementTable
          caption={t('caption')}
          movements={movements}
          currency={currency}
          receipts="/user/wallet/receipts"
          empty={<NoMovements searched={searched} />}
          paging={{ next: next && page({ before: next }), first: before && page({}) }}
        />
      </Card>
    </>
  );
}
