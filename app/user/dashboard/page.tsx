import type { Metadata } from 'next';
import { getLocale, getNow, getTranslations } from 'next-intl/server';
import { StatTile } from '@/components/chart/stat-tile';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Send } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { MovementTable } from '@/components/wallet/movement-table';
import { spellMoney } from '@/components/wallet/spell-money';
import { show } from '@/lib/entry/page';
import { walletMovements } from '@/lib/wallet/movements';
import { NoMovements, NoWallet } from '../wallet/nothing';
import { ownWallet } from '../wallet/own-wallet';
import { Limits } from './limits';
import { OwnNumber } from './own-number';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wallet.overview'))('title') };
}

const LATEST = 6;

/** What a customer has, what they may still send, and what happened last. */
export default async function UserDashboardPage() {
  const [t, wallet] = [await getTranslations('wallet.overview'), await ownWallet()];
  if (!wallet)
    return (
      <>
        <PageHeader title={t('title')} />
        <NoWallet />
      </>
    );
  const { movements } = await show(walletMovements, { limit: LATEST });
  const { currency, available, held, frozen, secured, guard, limits, number } = wallet;
  const locale = await getLocale();
  const spell = (amount: bigint) => spellMoney(amount, currency, locale);
  const send = (
    <LinkButton href="/user/wallet/send" variant="primary" icon={<Send />}>
      {(await getTranslations('wallet.list'))('send')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('title')} actions={send} />
      <div className="space-y-5">
        {secured ? (
          <Alert
            tone="look"
            title={t('secured')}
            action={<LinkButton href="/user/security/protection">{t('securedWay')}</LinkButton>}
          >
            {t('securedText')}
          </Alert>
        ) : null}
        {guard ? <Rests guard={guard} /> : null}
        {frozen === 'none' ? null : (
          <Alert tone="stop" title={t('frozen')}>
            {t(FROZEN[frozen])}
          </Alert>
        )}
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          <StatTile
            label={t('balance')}
            value={<Money amount={available} currency={currency} />}
            detail={held > 0n ? t('held', { amount: spell(held) }) : undefined}
            href="/user/wallet"
          />
          {limits.leftToday === null ? null : (
            <StatTile
              label={t('leftToday')}
              value={<Money amount={limits.leftToday} currency={currency} />}
              detail={
                limits.leftThisMonth === null
                  ? undefined
                  : t('leftTodayDetail', { amount: spell(limits.leftThisMonth) })
              }
            />
          )}
          <OwnNumber number={number} />
        </div>
        <Card
          flush
          title={t('latest')}
          actions={
            <LinkButton href="/user/wallet" size="sm">
              {t('all')}
            </LinkButton>
          }
        >
          <MovementTable
            caption={t('latest')}
            movements={movements}
            currency={currency}
            receipts="/user/wallet/receipts"
            empty={<NoMovements />}
          />
        </Card>
        <Limits wallet={wallet} />
      </div>
    </>
  );
}

const FROZEN = { debit: 'frozenDebit', credit: 'frozenCredit', both: 'frozenBoth' } as const;

type Guard = NonNullable<NonNullable<Awaited<ReturnType<typeof ownWallet>>>['guard']>;

/** What is held back since the number moved to another card, and until when. */
async function Rests({ guard: { frozenUntil, cappedUntil } }: { guard: Guard }) {
  const [t, now] = [await getTranslations('wallet.overview'), await getNow()];
  const rests = frozenUntil > now;
  return (
    <Alert tone="look" title={t('rests')}>
      {t(rests ? 'restsText' : 'cappedText')} <Time value={rests ? frozenUntil : cappedUntil} shape="exact" />
    </Alert>
  );
}
