import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LiveRefresh } from '@/components/live/live-refresh';
import { RefusalText } from '@/components/swap/asked-card';
import { SwapClock } from '@/components/swap/clock';
import { NoticeList } from '@/components/swap/notice-list';
import { ProofList } from '@/components/swap/proof-list';
import { SafeCard } from '@/components/swap/safe-card';
import { SwapBadge } from '@/components/swap/state-badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { showOwnSwap } from '@/lib/sim/swap/own';
import type { OwnSwap } from '@/lib/sim/swap/view';
import { liveWords } from '../../../live-words';
import { Ask } from './ask';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ sent?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swap.own'))('title') };
}

const TITLES = {
  proving: 'provingTitle',
  review: 'reviewTitle',
  cooling: 'coolingTitle',
  disputed: 'disputedTitle',
  completed: 'completedTitle',
  refused: 'refusedTitle',
  cancelled: 'cancelledTitle',
  expired: 'expiredTitle',
  remedied: 'remediedTitle',
} as const;

/** "Somebody asks to move your number": what it is, what to press, and what is safe already. */
export default async function OwnSwapPage({ params, searchParams }: Props) {
  const one = await show(showOwnSwap, { swapId: (await params).id });
  const { sent } = await searchParams;
  const t = await getTranslations('swap.own.file');
  const words = await liveWords();
  const isOwn = one.state === 'proving' && one.isOwnRequest;
  return (
    <>
      <PageHeader
        title={t(isOwn ? 'provingTitleOwn' : TITLES[one.state])}
        badge={<SwapBadge state={one.state} />}
        back={{ href: '/user/swaps', label: t('back') }}
        actions={<LiveRefresh words={words} of={`swap:${one.id}`} />}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0 space-y-5">
          <Ask one={one} sent={sent} />
          {one.state === 'refused' && one.refusal ? (
            <Card title={(await getTranslations('swap.refusal'))('title')}>
              <RefusalText code={one.refusal} />
            </Card>
          ) : null}
          <Facts one={one} />
        </div>
        <div className="min-w-0 space-y-5">
          <SafeCard one={one} />
          <Standing one={one} />
        </div>
      </div>
    </>
  );
}

async function Facts({ one }: { one: OwnSwap }) {
  const [t, words] = [await getTranslations('swap.own.file'), await getTranslations('swap')];
  return (
    <Card title={words('file.asks')}>
      <DescriptionList
        facts={[
          { term: t('number'), detail: <span className="font-mono">{one.msisdn}</span> },
          { term: t('card'), detail: <span className="font-mono">{one.newCard}</span> },
          { term: words('file.reason'), detail: words(`reason.${one.reason}`) },
          {
            term: words('file.channel'),
            detail: (
              <>
                {one.isOwnRequest ? t('where.portal') : whereOf(one, t)}, <Time value={one.requestedAt} />
              </>
            ),
          },
          { term: t('case'), detail: <span className="font-mono">{one.number}</span> },
        ]}
      />
    </Card>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<'swap.own.file'>>>;

const whereOf = ({ channel, shop }: OwnSwap, t: Words): string =>
  channel === 'shop' && shop
    ? t('where.shop', { shop })
    : t(channel === 'shop' ? 'where.shopUnknown' : `where.${channel}`);

async function Standing({ one }: { one: OwnSwap }) {
  const [t, own] = [await getTranslations('swap'), await getTranslations('swap.own.file')];
  return (
    <>
      {one.state === 'cooling' || one.readyAt ? (
        <Card title={t('cooling.title')}>
          <SwapClock swap={one} />
        </Card>
      ) : null}
      <Card title={t('proofs.title')}>
        <ProofList swap={one} />
      </Card>
      <Card title={own('told')}>
        <NoticeList notices={one.notices} />
      </Card>
    </>
  );
}
