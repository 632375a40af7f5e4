import { useTranslations } from 'next-intl';
import { Origin } from '@/components/security/origin';
import { type Column, DataTable } from '@/components/table/data-table';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Monitor } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';
import type { ShownReach } from '@/lib/person/incident/show-reach';

type Session = ShownReach['sessions']['shown'][number];

/** The sessions that were opened or used there, and whose they are. */
export function ReachSessions({ seen: { sessions } }: { seen: ShownReach }) {
  const t = useTranslations('incident.reach');
  const more = sessions.count - sessions.shown.length;
  const columns: Column<Session>[] = [
    { key: 'whose', header: t('whose'), cell: ({ personName }) => personName },
    { key: 'session', header: t('session'), cell: ({ browser }) => browser ?? t('unknownBrowser') },
    { key: 'from', header: t('from'), cell: ({ ip, country }) => <Origin ip={ip} country={country} /> },
    { key: 'seen', header: t('lastSeen'), cell: ({ lastSeenAt }) => <Time value={lastSeenAt} /> },
    {
      key: 'state',
      header: t('state'),
      cell: ({ live }) => (live ? <Badge tone="look">{t('live')}</Badge> : <Badge>{t('over')}</Badge>),
    },
  ];
  return (
    <Card
      title={t('sessions')}
      description={`${t('liveCount', { count: sessions.live })}${more > 0 ? ` · ${t('more', { count: more })}` : ''}`}
      flush
    >
      <DataTable
        caption={t('sessions')}
        columns={columns}
        rows={sessions.shown}
        rowKey={({ id }) => id}
        rowLink={({ personId, personName }) => ({ href: `/admin/people/${personId}`, label: personName })}
        empty={
          <EmptyState icon={<Monitor />} title={t('noSessions')}>
            {t('noSessionsText')}
          </EmptyState>
        }
      />
    </Card>
  );
}
