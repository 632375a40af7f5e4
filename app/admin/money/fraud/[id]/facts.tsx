import { getFormatter, getTranslations } from 'next-intl/server';
import { Origin } from '@/components/security/origin';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Money } from '@/components/ui/money';
import type { ShownFraud } from '@/lib/wallet/fraud/review/queries';

const WINDOWS = ['hour', 'day', 'week'] as const;

/** What was known of both wallets and of how the payer came before the deed was done. */
export async function FactsCard({ one: { facts, currency } }: { one: ShownFraud }) {
  const [t, format] = [await getTranslations('fraud.facts'), await getFormatter()];
  const { velocity, structuring, fanIn, fanOut, firstPayee, hoursSinceSwap, ip, country } = facts;
  // Of a bucket that a window covers in part, that part is counted: the figures need not be whole.
  const counted = (count: number) =>
    count === 0 ? t('none') : format.number(count, { maximumFractionDigits: 1 });
  return (
    <Card title={t('title')}>
      <DescriptionList
        facts={[
          ...WINDOWS.map((window) => ({
            term: t(window),
            detail: (
              <>
                {t('times', { count: Math.ceil(velocity[window].count) })}
                {', '}
                <Money amount={BigInt(Math.ceil(velocity[window].sum))} currency={currency} />
              </>
            ),
          })),
          { term: t('structuring'), detail: counted(structuring) },
          { term: t('fanIn'), detail: counted(fanIn) },
          { term: t('fanOut'), detail: counted(fanOut) },
          { term: t('firstPayee'), detail: t(firstPayee ? 'yes' : 'no') },
          {
            term: t('hoursSinceSwap'),
            detail: hoursSinceSwap === null ? t('never') : t('hours', { count: Math.floor(hoursSinceSwap) }),
          },
          { term: t('place'), detail: <Origin ip={ip} country={country} /> },
        ]}
      />
    </Card>
  );
}
