import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useDeedName } from '@/components/audit/deed-name';
import { Origin } from '@/components/security/origin';
import { Card } from '@/components/ui/card';
import { DescriptionList, type Fact } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import type { ShownIncident } from '@/lib/person/incident/show';
import { RISK_LEVELS } from '@/lib/policy/risk-level';
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
  const facts = useFacts(one.facts);
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
          ...facts,
        ]}
      />
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

type FactName = Parameters<ReturnType<typeof useTranslations<'incident.fact'>>>[0];

/** What was seen, name by name; what has no word here keeps its own name, so that nothing is hidden. */
function useFacts(facts: ShownIncident['facts']): Fact[] {
  const [names, levels, deedName] = [
    useTranslations('incident.fact'),
    useTranslations('incident.level'),
    useDeedName(),
  ];
  const word = (name: string, value: unknown): ReactNode => {
    const level = RISK_LEVELS.find((one) => one === value);
    if (name === 'level' && level) return levels(level);
    if (name === 'command' && typeof value === 'string') return deedName(value);
    if (Array.isArray(value)) return <Reasons reasons={value} />;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return Object.entries(facts).map(([name, value]) => ({
    term: names.has(name as FactName) ? names(name as FactName) : name,
    detail: word(name, value),
  }));
}

function Reasons({ reasons }: { reasons: readonly unknown[] }) {
  return (
    <ul className="list-disc pl-5">
      {reasons.map((reason) => {
        const text = reasonText(reason);
        return <li key={text}>{text}</li>;
      })}
    </ul>
  );
}

function reasonText(reason: unknown): string {
  if (typeof reason !== 'object' || reason === null) return String(reason);
  return Object.values(reason).map(String).join(' · ');
}
