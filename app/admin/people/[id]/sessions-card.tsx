import { useTranslations } from 'next-intl';
import { Origin } from '@/components/security/origin';
import { RiskBar } from '@/components/security/risk-bar';
import { SessionFacts } from '@/components/security/session-facts';
import { TrustBadge } from '@/components/security/trust-badge';
import { Card } from '@/components/ui/card';
import { Disclosure } from '@/components/ui/disclosure';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import type { ShownPerson } from '@/lib/person/show-person';

/** Where a person is signed in, and how far each session is trusted and why. */
export function SessionsCard({ person: { id, sessions, touchable } }: { person: ShownPerson }) {
  const [t, trust] = [useTranslations('admin.person'), useTranslations('trust')];
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
          <li key={session.id} className="space-y-2 py-2">
            <div className="flex flex-wrap justify-between gap-x-4 gap-y-0.5">
              <span className="min-w-0 break-words">
                {session.browser ?? t('unknownBrowser')} <TrustBadge level={session.trust} />{' '}
                <span className="text-ink-soft text-small">
                  <Origin ip={session.ip} country={session.country} />
                </span>
              </span>
              <span className="text-ink-soft text-small">
                {session.assurance >= 2 ? t('twoFactors') : t('oneFactor')} · {t('lastSeenAt')}{' '}
                <Time value={session.lastSeenAt} />
              </span>
            </div>
            <Disclosure
              title={trust('status.riskIs', {
                score: session.risk,
                level: trust(`risk.${session.riskLevel}`),
              })}
            >
              <RiskBar score={session.risk} reasons={session.reasons} />
              <SessionFacts status={session} />
              {touchable ? (
                <LinkButton
                  size="sm"
                  variant="danger"
                  prefetch={false}
                  href={`/admin/people/${id}?end=${session.id}`}
                >
                  {trust('status.endThis')}
                </LinkButton>
              ) : null}
            </Disclosure>
          </li>
        ))}
      </ul>
    </Card>
  );
}
