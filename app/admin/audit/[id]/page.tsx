import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { OutcomeBadge } from '@/components/audit/outcome-badge';
import { Subject, Who } from '@/components/audit/who';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Identifier } from '@/components/ui/identifier';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { showEvent } from '@/lib/tenant/audit-log';
import { ReachLink } from '../../incidents/reach-link';
import { Change } from './change';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit.event'))('title') };
}

const tones = { info: 'neutral', notice: 'info', warning: 'look', critical: 'stop' } as const;

/** One event, whole. */
export default async function EventPage({ params }: { params: Promise<{ id: string }> }) {
  const event = await show(showEvent, { eventId: (await params).id });
  const [t, list] = [await getTranslations('audit.event'), await getTranslations('audit')];
  const none = <span className="text-ink-soft">{t('none')}</span>;
  const id = (value: string | null, what: string) =>
    value ? <Identifier value={value} what={what} /> : none;
  const all = (filter: string) => `/admin/audit?${filter}`;
  return (
    <>
      <PageHeader
        title={<DeedName command={event.command} />}
        badge={<OutcomeBadge outcome={event.outcome} />}
        description={<Time value={event.at} shape="exact" />}
        back={{ href: '/admin/audit', label: t('back') }}
        actions={
          <>
            {event.actorId ? (
              <LinkButton href={all(`actor=${event.actorId}`)}>{t('moreBy')}</LinkButton>
            ) : null}
            {event.subject ? (
              <LinkButton href={all(`subject=${encodeURIComponent(event.subject)}`)}>
                {t('moreOf')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title={t('facts')}>
          <DescriptionList
            facts={[
              { term: t('command'), detail: <span className="font-mono text-small">{event.command}</span> },
              { term: t('actor'), detail: <Who actor={event} linked /> },
              {
                term: t('subject'),
                detail: <Subject subject={event.subject} name={event.subjectName} linked />,
              },
              {
                term: t('severity'),
                detail: <Badge tone={tones[event.severity]}>{list(`severity.${event.severity}`)}</Badge>,
              },
              { term: t('id'), detail: id(event.id, t('id')) },
            ]}
          />
        </Card>
        <Card
          title={t('where')}
          actions={
            <>
              <ReachLink of="address" id={event.ip} />
              <ReachLink of="device" id={event.deviceId} />
            </>
          }
        >
          <DescriptionList
            facts={[
              { term: t('ip'), detail: id(event.ip, t('ip')) },
              { term: t('userAgent'), detail: event.userAgent || none },
              { term: t('device'), detail: id(event.deviceId, t('device')) },
              { term: t('session'), detail: id(event.sessionId, t('session')) },
              { term: t('request'), detail: id(event.requestId, t('request')) },
              { term: t('risk'), detail: event.risk ?? none },
              { term: t('approval'), detail: id(event.approval, t('approval')) },
            ]}
          />
        </Card>
        <Card title={t('change')} className="lg:col-span-2">
          <Change change={event.change} />
        </Card>
      </div>
    </>
  );
}
