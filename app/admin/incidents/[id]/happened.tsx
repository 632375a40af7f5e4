import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Seen } from '@/components/incident/seen-facts';
import { Origin } from '@/components/security/origin';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import type { ShownIncident } from '@/lib/person/incident/show';
import { ReachLink } from '../reach-link';

const linked = 'rounded-sm underline underline-offset-2';

/** What happened, to whom and from where, with the way to what was reached. */
export function Happened({ one }: { one: ShownIncident }) {
  const [t, happened, list] = [
    useTranslations('incident.file'),
    useTranslations('incident.happened'),
    useTranslations('incident.list'),
  ];
  const { person, session, ip, country, deviceId } = one;
  return (
    <Card
      title={t('happened')}
      description={happened(one.kind, { name: person?.name ?? '–' })}
      footer={<Reach one={one} />}
    >
      <DescriptionList
        facts={[
          {
            term: t('who'),
            detail: person ? (
              <Link href={`/admin/people/${person.id}`} className={linked}>
                {person.name}
              </Link>
            ) : (
              t('nobody')
            ),
          },
          { term: t('times'), detail: list('times', { count: one.times }) },
          { term: t('opened'), detail: <Time value={one.openedAt} shape="exact" /> },
          { term: t('last'), detail: <Time value={one.lastAt} shape="exact" /> },
          ip ? { term: t('address'), detail: <Origin ip={ip} country={country} /> } : null,
          session
            ? {
                term: t('session'),
                detail: (
                  <>
                    {session.browser ?? '–'} · <Origin ip={session.ip} country={session.country} />{' '}
                    <span className="text-ink-soft text-small">
                      ({session.live ? t('sessionLive') : t('sessionOver')})
                    </span>
                  </>
                ),
              }
            : null,
          deviceId
            ? {
                term: t('device'),
                detail: <span className="break-all font-mono text-caption">{deviceId}</span>,
              }
            : null,
        ]}
      />
      <Seen facts={one.facts} />
    </Card>
  );
}

function Reach({ one: { person, ip, deviceId } }: { one: ShownIncident }) {
  return (
    <div className="flex flex-wrap gap-2">
      <ReachLink of="person" id={person?.id ?? null} />
      <ReachLink of="address" id={ip} />
      <ReachLink of="device" id={deviceId} />
    </div>
  );
}
