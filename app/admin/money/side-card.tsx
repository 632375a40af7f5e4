import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import { nameMovement } from '@/components/wallet/name-movement';
import type { Side } from '@/lib/wallet/side';

const link = 'rounded-sm underline underline-offset-2';

type Props = { title: string; side: Side; currency: string };

/** One side of a movement: who it is, what they hold, and what they did last. */
export async function SideCard({ title, side, currency }: Props) {
  const [t, words] = [await getTranslations('rules.dispute'), await getTranslations('wallet.movement')];
  const { name, number, personId, accountId, available, movements } = side;
  return (
    <Card title={title} description={[name, number].filter(Boolean).join(' · ')}>
      <DescriptionList
        facts={[
          {
            term: t('person'),
            detail: (
              <Link className={link} href={`/admin/people/${personId}`}>
                {name}
              </Link>
            ),
          },
          {
            term: t('account'),
            detail: (
              <Link className={link} href={`/admin/money/accounts/${accountId}`}>
                {t('toAccount', { name })}
              </Link>
            ),
          },
          { term: t('available'), detail: <Money amount={available} currency={currency} /> },
        ]}
      />
      <h3 className="mt-4 mb-1 font-semibold">{t('latest')}</h3>
      <ul className="divide-y divide-line">
        {movements.movements.map((line) => (
          <li key={line.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <span className="min-w-0 break-words">{nameMovement(line, words)}</span>
            <span className="text-ink-soft text-small">
              <Time value={line.at} />
            </span>
            <Money
              amount={line.direction === 'in' ? line.amount : -line.amount}
              currency={movements.currency}
              signed
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
