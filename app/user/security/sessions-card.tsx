import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { MethodNames } from '@/components/security/method-names';
import { Origin } from '@/components/security/origin';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { OwnSecurity } from '@/lib/auth/security-center';
import { signOutEverywhereAction } from '../../(auth)/sign-out/actions';
import { endOthersAction, endSessionAction } from './actions';
import { ReportButton } from './report-button';

type Session = OwnSecurity['sessions'][number];

/** Where one is signed in, and the way to end it there. */
export function SessionsCard({ sessions }: { sessions: Session[] }) {
  const t = useTranslations('security.sessions');
  const others = sessions.filter(({ current }) => !current).length;
  return (
    <Card
      title={t('title')}
      description={t('description')}
      flush
      footer={
        <div className="flex flex-wrap gap-2">
          {others > 0 ? (
            <CommandForm action={endOthersAction} label={t('endOthers')} className="contents">
              <SubmitButton>{t('endOthers')}</SubmitButton>
            </CommandForm>
          ) : null}
          <CommandForm action={signOutEverywhereAction} label={t('endAll')} className="contents">
            <SubmitButton variant="secondary">{t('endAll')}</SubmitButton>
          </CommandForm>
        </div>
      }
    >
      <ul className="divide-y divide-line">
        {sessions
          .toSorted((a, b) => Number(b.current) - Number(a.current))
          .map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
      </ul>
    </Card>
  );
}

function SessionRow({ session }: { session: Session }) {
  const t = useTranslations('security.sessions');
  const browser = session.browser ?? t('unknownBrowser');
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {browser}
          {session.current ? <Badge tone="fine">{t('thisOne')}</Badge> : null}
          <Badge>{t('level', { level: session.assurance })}</Badge>
        </p>
        <p className="text-ink-soft text-small">
          <Origin ip={session.ip} country={session.country} /> · <MethodNames methods={session.methods} />
        </p>
        <p className="text-ink-soft text-small">
          {t('since')} <Time value={session.since} /> · {t('lastSeen')} <Time value={session.lastSeenAt} />
        </p>
      </div>
      {session.current ? null : (
        <div className="flex flex-wrap gap-2">
          <CommandForm action={endSessionAction} className="contents">
            <input type="hidden" name="sessionId" value={session.id} />
            <SubmitButton variant="secondary" size="sm" aria-label={t('endOne', { browser })}>
              {t('end')}
            </SubmitButton>
          </CommandForm>
          <ReportButton field="sessionId" id={session.id} what={browser} />
        </div>
      )}
    </li>
  );
}
