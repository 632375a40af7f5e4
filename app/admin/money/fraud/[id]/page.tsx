import type { Metadata } from 'next';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { FraudOutcomeBadge, VerdictBadge } from '@/components/fraud/outcome-badge';
import { ReasonBars } from '@/components/fraud/reason-bars';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { spellMoney } from '@/components/wallet/spell-money';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import type { MoneySettings } from '@/lib/policy/money-settings';
import { type ShownFraud, showFraud } from '@/lib/wallet/fraud/review/queries';
import { liveWords } from '../../../../live-words';
import { EventsCard } from '../../events-card';
import { SideCard } from '../../side-card';
import { DecideCard } from './decide-card';
import { FactsCard } from './facts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('fraud.one'))('title') };
}

/** A deed that looks like fraud on one page: where it stands, why it has its score, both people, and the word to be said. */
export default async function FraudDeedPage({ params }: Props) {
  const one = await show(showFraud, { deedId: (await params).id });
  const [t, locale] = [await getTranslations('fraud.one'), await getLocale()];
  const amount = spellMoney(one.amount, one.currency, locale);
  const people = { payer: one.payer.name, payee: one.payee?.name ?? '' };
  return (
    <>
      <PageHeader
        title={t(one.operation, { amount, ...people })}
        badge={
          one.verdict ? <VerdictBadge verdict={one.verdict} /> : <FraudOutcomeBadge outcome={one.outcome} />
        }
        back={{ href: '/admin/money/fraud', label: t('back') }}
        actions={<LiveRefresh words={await liveWords()} />}
      />
      <div className="space-y-5">
        <DecideCard one={one} />
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <div className="min-w-0 space-y-5">
            <Stands one={one} />
            <FactsCard one={one} />
          </div>
          <div className="min-w-0 space-y-5">
            <Reasons one={one} />
            <EventsCard
              events={one.events}
              words={{ title: t('events'), clock: t('clock'), none: t('noEvents') }}
            />
          </div>
          <SideCard title={t('payer')} side={one.payer} currency={one.currency} />
          {one.payee ? <SideCard title={t('payee')} side={one.payee} currency={one.currency} /> : null}
        </div>
      </div>
    </>
  );
}

async function Reasons({ one: { score, reasons } }: { one: ShownFraud }) {
  const t = await getTranslations('fraud.reasons');
  return (
    <Card title={t('title')}>
      <ReasonBars score={score} reasons={reasons} />
    </Card>
  );
}

/** Where the money is, in one word of `fraud.one`. */
function standOf({ state, outcome, receiptNumber }: ShownFraud) {
  if (state) return state === 'pending_approval' ? 'waits' : state;
  if (receiptNumber) return 'done';
  if (outcome === 'refuse') return 'refused';
  return outcome === 'hold' ? 'notDone' : 'notPaid';
}

/** Whether a score would have done nothing by itself, by the thresholds of today: a policy asked for what was done then. */
function isBelowThresholds(
  { outcome, score }: ShownFraud,
  { stepUpFrom, holdFrom, refuseFrom }: MoneySettings['fraud'],
): boolean {
  const reached = [stepUpFrom, holdFrom, refuseFrom].some((from) => from !== null && score >= from);
  return outcome !== 'allow' && !reached;
}

async function Stands({ one }: { one: ShownFraud }) {
  const [t, words] = [await getTranslations('fraud.one'), await getTranslations('fraud')];
  const { tenant } = await currentActor();
  const { receiptNumber } = one;
  return (
    <Card title={t('stands')}>
      <DescriptionList
        facts={[
          { term: t('state'), detail: t(standOf(one)) },
          one.waitsUntil
            ? { term: words('until'), detail: <Time value={one.waitsUntil} shape="exact" /> }
            : null,
          { term: words('amount'), detail: <Money amount={one.amount} currency={one.currency} /> },
          { term: words('at'), detail: <Time value={one.at} shape="exact" /> },
          { term: t('madeBy'), detail: one.madeBy },
          { term: words('outcome'), detail: <FraudOutcomeBadge outcome={one.outcome} /> },
          isBelowThresholds(one, tenant.settings.money.fraud)
            ? { term: t('whyDone'), detail: t('byPolicy') }
            : null,
          receiptNumber
            ? {
                term: t('receipt'),
                detail: (
                  <Link
                    href={`/admin/money/reversals?receipt=${receiptNumber}`}
                    className="rounded-sm font-mono text-small underline underline-offset-2"
                  >
                    {receiptNumber}
                  </Link>
                ),
              }
            : null,
          one.verdict ? { term: words('verdict'), detail: <VerdictBadge verdict={one.verdict} /> } : null,
          one.reviewedBy ? { term: t('reviewedBy'), detail: one.reviewedBy } : null,
          one.reviewedAt
            ? { term: t('reviewedAt'), detail: <Time value={one.reviewedAt} shape="exact" /> }
            : null,
          one.note ? { term: t('because'), detail: one.note } : null,
        ]}
      />
    </Card>
  );
}
