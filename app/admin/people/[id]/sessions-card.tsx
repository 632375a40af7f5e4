import { useTranslations } from 'next-intl';
import { Origin } from '@/components/security/origin';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import type { ShownPerson } from '@/lib/person/show-person';

/** Where a person is signed in. */
export function SessionsCard({ person: { id, sessions, touchable } }: { person: ShownPerson }) {
  const t = useTranslations('admin.person');
  return (
    <Card
      title={t('sessions')}
      actions={
        touchable && sessions.length > 0 ? (
          <LinkButton size="sm" prefetch={false} href={`/admin/people/${id}?end=all`}>
            {t('endAll')}
          </LinkButton>
        ) : null
      }
    >
      {sessions.length === 0 ? <p className="text-ink-soft">{t('noSessions')}</p> : null}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap justify-between gap-x-4 gap-y-0.5 py-2">
            <span className="min-w-0 break-words">
              {session.browser ?? t('unknownBrowser')}{' '}
              <span className="text-ink-soft text-small">
                <Origin ip={session.ip} country={session.country} />
              </span>
            </span>
            <span className="text-ink-soft text-small">
              {session.assurance >= 2 ? t('twoFactors') : t('oneFactor')} · {t('lastSeenAt')}{' '}
              <Time value={session.lastSeenAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
