import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import type { OwnWallet } from '../wallet/own-wallet';

/** What the wallet's tier allows, and what would raise it. */
export function Limits({ wallet: { limits, raisedUntil, tier, currency } }: { wallet: OwnWallet }) {
  const t = useTranslations('wallet.limits');
  const limit = (ceiling: bigint | null) =>
    ceiling === null ? t('none') : <Money amount={ceiling} currency={currency} />;
  return (
    <Card
      title={t('title')}
      description={tier === 2 ? undefined : t(tier === 0 ? 'raise0' : 'raise1')}
      actions={
        tier === 1 ? (
          <LinkButton href="/authenticator?callbackUrl=/user/dashboard" size="sm">
            {t('raiseAction')}
          </LinkButton>
        ) : undefined
      }
    >
      <DescriptionList
        facts={[
          { term: t('perTransfer'), detail: limit(limits.perTransfer) },
          { term: t('perDay'), detail: limit(limits.outPerDay) },
          { term: t('perMonth'), detail: limit(limits.outPerMonth) },
          { term: t('balance'), detail: limit(limits.balance) },
          raisedUntil ? { term: t('raisedUntil'), detail: <Time value={raisedUntil} shape="exact" /> } : null,
        ]}
      />
    </Card>
  );
}
