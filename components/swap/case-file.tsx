import { getNow, getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { OutcomeBadge } from '@/components/audit/outcome-badge';
import { Timeline } from '@/components/chart/timeline';
import { LiveRefresh } from '@/components/live/live-refresh';
import { buttonStyle } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { Download } from '@/components/ui/icons';
import { Identifier } from '@/components/ui/identifier';
import { Live } from '@/components/ui/live';
import { PageHeader } from '@/components/ui/page-header';
import { after, MINUTE_MS } from '@/lib/base/clock';
import type { SwapFile } from '@/lib/sim/swap/view';
import { AskedCard } from './asked-card';
import { SwapClock } from './clock';
import { HandsCard } from './hands-card';
import { NextStep, type SwapActions, type SwapPlaces } from './next-step';
import { NoticeList } from './notice-list';
import { ProofList } from './proof-list';
import { SwapRiskBar } from './risk-bar';
import { SwapBadge } from './state-badge';

export interface CaseFileProps {
  one: SwapFile;
  actions: SwapActions;
  places: SwapPlaces;
  /** The list that it was reached from. */
  backHref: string;
  /** Where the holder and the entries of the audit log are, for those who may see them. */
  peopleHref?: string;
  auditHref?: string;
  startHref?: string;
  /** Where the evidence is, as a signed file. */
  evidenceHref?: string;
}

/** A swap on one page: who asks for what, what is proved, what speaks against it, what it waits for, and the next step. */
export async function CaseFile({ one, actions, places, backHref, ...hrefs }: CaseFileProps) {
  const [t, live] = [await getTranslations('swap'), await getTranslations('admin.live')];
  const words = { streaming: live('streaming'), polling: live('polling'), resting: live('resting') };
  const now = await getNow();
  // A notice leaves without a deed that could be told of: for a minute the page asks by itself, and no longer.
  const isWaiting = one.notices.some(({ state, at }) => state === 'waiting' && after(at, MINUTE_MS) > now);
  return (
    <>
      <PageHeader
        title={one.msisdn}
        badge={<SwapBadge state={one.state} />}
        description={<Identifier value={one.number} what={t('list.case')} />}
        back={{ href: backHref, label: t('file.back') }}
        actions={<LiveRefresh words={words} of={`swap:${one.id}`} />}
      />
      {isWaiting ? <Live everyMs={5_000} /> : null}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0 space-y-5">
          <NextStep one={one} actions={actions} places={places} startHref={hrefs.startHref} />
          <Card title={t('proofs.title')} description={t('proofs.twice')}>
            <ProofList swap={one} />
          </Card>
          <AskedCard one={one} peopleHref={hrefs.peopleHref} />
        </div>
        <div className="min-w-0 space-y-5">
          <Card title={t('cooling.title')}>
            <SwapClock swap={one} />
          </Card>
          <Card title={t('risk.title')}>
            <SwapRiskBar risk={one.risk} />
          </Card>
          <Card title={t('notices.title')} description={t('notices.text')}>
            <NoticeList notices={one.notices} />
          </Card>
          <HandsCard one={one} />
          <Events one={one} auditHref={hrefs.auditHref} />
          {hrefs.evidenceHref ? <Evidence href={hrefs.evidenceHref} /> : null}
        </div>
      </div>
    </>
  );
}

async function Evidence({ href }: { href: string }) {
  const t = await getTranslations('swap.file');
  return (
    <Card title={t('evidence')} description={t('evidenceText')}>
      <div className="flex flex-wrap gap-2">
        {(['pdf', 'json'] as const).map((as) => (
          <a key={as} href={`${href}?as=${as}`} className={buttonStyle({ size: 'sm' })}>
            <Download />
            {as.toUpperCase()}
          </a>
        ))}
      </div>
    </Card>
  );
}

async function Events({ one: { events }, auditHref }: { one: SwapFile; auditHref?: string }) {
  const t = await getTranslations('swap.file');
  return (
    <Card title={t('events')}>
      {events.length === 0 ? <p className="text-ink-soft">{t('noEvents')}</p> : null}
      <Timeline
        events={events.map((event) => ({
          key: event.id,
          at: event.at,
          title: <DeedName command={event.command} />,
          detail: (
            <>
              {event.who ?? t('stranger')} <OutcomeBadge outcome={event.outcome} />
            </>
          ),
          href: auditHref ? `${auditHref}/${event.id}` : undefined,
        }))}
      />
    </Card>
  );
}
