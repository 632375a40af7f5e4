import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { DeedName } from '@/components/audit/deed-name';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { UserRoundCheck } from '@/components/ui/icons';
import { Money } from '@/components/ui/money';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import type { ShownApproval } from '@/lib/tenant/approval/list-approvals';

const TONE = {
  waiting: 'look',
  approved: 'fine',
  refused: 'stop',
  done: 'fine',
  expired: 'neutral',
} as const;

/** A deed that waits, or waited, for a second person: what it is, who asked, until when, and what became of it. */
export async function WishRow({ wish, children }: { wish: ShownApproval; children?: ReactNode }) {
  const [t, { tenant }] = [await getTranslations('approval'), await currentActor()];
  return (
    <li className="space-y-3 px-4 py-4 sm:px-5">
      <div>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <DeedName command={wish.command} />
          <Badge tone={TONE[wish.state]}>{t(`state.${wish.state}`)}</Badge>
        </p>
        <Summary summary={wish.summary} currency={tenant.currency} />
        <p className="text-ink-soft text-small">
          {t('askedBy', { name: wish.askedBy })} <Time value={wish.askedAt} /> · {t('until')}{' '}
          <Time value={wish.expiresAt} shape="exact" />
        </p>
        {wish.decidedBy && wish.decidedAt ? (
          <p className="text-ink-soft text-small">
            {t('decidedBy', { name: wish.decidedBy })} <Time value={wish.decidedAt} />
          </p>
        ) : null}
        {wish.reason ? (
          <p className="break-words text-small">{t('because', { reason: wish.reason })}</p>
        ) : null}
      </div>
      {children}
    </li>
  );
}

/** What exactly would be done; an amount comes in minor units. */
function Summary({ summary, currency }: { summary: Record<string, string>; currency: string }) {
  const t = useTranslations('approval.fact');
  // The currency is said with the amount.
  const facts = Object.entries(summary).filter(([name]) => name !== 'currency');
  if (facts.length === 0) return null;
  return (
    <dl className="my-1.5 space-y-0.5 text-small">
      {facts.map(([name, value]) => (
        <div key={name} className="flex flex-wrap gap-x-2">
          <dt className="text-ink-soft">{t.has(name as 'amount') ? t(name as 'amount') : name}</dt>
          <dd className="min-w-0 break-words">
            <Said name={name} value={value} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Said({ name, value, currency }: { name: string; value: string; currency: string }) {
  const t = useTranslations('approval.fact');
  if (name === 'amount' && /^\d+$/.test(value)) return <Money amount={value} currency={currency} />;
  if (name !== 'person') return value;
  return (
    <Link href={`/admin/people/${value}`} prefetch={false} className="rounded-sm underline">
      {t('personLink')}
    </Link>
  );
}

/** What the reader asked for, and how it was decided: an approved deed is done by doing the same again. */
export async function OwnWishes({ wishes }: { wishes: ShownApproval[] }) {
  const t = await getTranslations('approval');
  return (
    <Card title={t('own')} description={t('ownText')} flush>
      {wishes.length === 0 ? (
        <EmptyState icon={<UserRoundCheck />} title={t('ownNothing')}>
          {t('ownNothingText')}
        </EmptyState>
      ) : null}
      <ul className="divide-y divide-line">
        {wishes.map((wish) => (
          <WishRow key={wish.id} wish={wish}>
            {wish.state === 'approved' ? <p className="text-small">{t('doAgain')}</p> : null}
          </WishRow>
        ))}
      </ul>
    </Card>
  );
}
