import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Wallet } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { FrozenBadge } from '@/components/wallet/frozen-badge';
import { show } from '@/lib/entry/page';
import { type ShownAccount, showAccount } from '@/lib/wallet/freeze/show-account';
import { EventsCard } from '../../events-card';
import { FreezeCard } from './freeze-card';
import { LimitsCard } from './limits-card';
import { AccountMovements } from './movements';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ before?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.account'))('title') };
}

/** An account on one page: what it holds, what is held and why, what is frozen, its limits, movements and history. */
export default async function AccountPage({ params, searchParams }: Props) {
  const [{ id }, { before }] = [await params, await searchParams];
  const account = await show(showAccount, { accountId: id, before });
  const t = await getTranslations('rules.account');
  const path = `/admin/money/accounts/${id}`;
  const { next } = account.movements;
  return (
    <>
      <PageHeader
        title={account.name}
        description={[t(`kind.${account.kind}`), account.number].filter(Boolean).join(' · ')}
        badge={<FrozenBadge frozen={account.frozen} />}
        back={{ href: '/admin/money/accounts', label: t('back') }}
      />
      <div className="space-y-5">
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Holds account={account} />
          <LimitsCard account={account} />
        </div>
        <FreezeCard account={account} />
        <Card flush title={t('movements')}>
          <AccountMovements
            page={account.movements}
            empty={<EmptyState icon={<Wallet />} title={t('noMovements')} />}
            paging={{ next: next && pageLink(path, {}, { before: next }), first: before && path }}
          />
        </Card>
        <EventsCard
          events={account.events}
          words={{ title: t('history'), clock: '–', none: t('noHistory') }}
        />
      </div>
    </>
  );
}

async function Holds({ account }: { account: ShownAccount }) {
  const t = await getTranslations('rules.account');
  const { available, held, holdings, currency } = account;
  return (
    <Card title={t('holds')}>
      <DescriptionList
        facts={[
          {
            term: t('holder'),
            detail: (
              <Link
                className="rounded-sm underline underline-offset-2"
                href={`/admin/people/${account.personId}`}
              >
                {account.name}
              </Link>
            ),
          },
          {
            term: t('available'),
            detail: <Money amount={available} currency={currency} className="font-semibold text-lead" />,
          },
          { term: t('held'), detail: <Money amount={held} currency={currency} /> },
          ...holdings.map(({ what, id, amount, until }) => ({
            term: t(`holding.${what}`),
            detail: (
              <>
                {what === 'dispute' ? (
                  <Link
                    className="rounded-sm underline underline-offset-2"
                    href={`/admin/money/disputes/${id}`}
                  >
                    <Money amount={amount} currency={currency} />
                  </Link>
                ) : (
                  <Money amount={amount} currency={currency} />
                )}{' '}
                <span className="text-ink-soft">
                  {t('until')} <Time value={until} />
                </span>
              </>
            ),
          })),
          account.secured ? { term: t('secured'), detail: t('securedText') } : null,
        ]}
      />
    </Card>
  );
}
