import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { OutcomeBadge } from '@/components/audit/outcome-badge';
import { Timeline } from '@/components/chart/timeline';
import { SeverityBadge } from '@/components/incident/severity-badge';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { show } from '@/lib/entry/page';
import { type ShownIncident, showIncident } from '@/lib/person/incident/show';
import { liveWords } from '../../../live-words';
import { Handling } from './handling';
import { Happened } from './happened';
import { LeftToDo } from './left-to-do';
import { Steps } from './steps';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('incident.list'))('title') };
}

/** An incident on one page: what happened to whom, what was done, what is left to do, and who deals with it. */
export default async function IncidentPage({ params }: Props) {
  const one = await show(showIncident, { incidentId: (await params).id });
  const [t, kinds] = [await getTranslations('incident.file'), await getTranslations('incident.kind')];
  const words = await liveWords();
  return (
    <>
      <PageHeader
        title={kinds(one.kind)}
        badge={
          <>
            <SeverityBadge severity={one.severity} />
            {one.closedAt ? (
              <Badge tone="fine">{t('closedBadge')}</Badge>
            ) : (
              <Badge tone={one.overdue ? 'stop' : 'neutral'}>
                {one.overdue ? t('overdue') : t('openBadge')}
              </Badge>
            )}
          </>
        }
        back={{ href: '/admin/incidents', label: t('back') }}
        actions={<LiveRefresh words={words} />}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="space-y-5">
          <Happened one={one} />
          <Steps one={one} />
        </div>
        <div className="space-y-5">
          <LeftToDo one={one} />
          <Handling one={one} />
          <Events one={one} />
        </div>
      </div>
    </>
  );
}

async function Events({ one: { events } }: { one: ShownIncident }) {
  const t = await getTranslations('incident.file');
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
              {event.actorName ?? t('system')} <OutcomeBadge outcome={event.outcome} />
            </>
          ),
          href: `/admin/audit/${event.id}`,
        }))}
      />
    </Card>
  );
}
