import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { ownFactors, ownSessions } from '@/lib/auth/own-security';
import { FEW_CODES } from '@/lib/auth/second-factor';
import { show } from '@/lib/entry/page';
import { signOutEverywhereAction } from '../../(auth)/sign-out/actions';
import { renewRecoveryCodesAction } from './actions';
import { RecoveryCodesForm } from './form';
import { PinCard } from './pin/card';
import { QuestionsCard } from './pin/questions';
import { ProtectionCard } from './protection/card';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.security'))('title') };
}

/** A person's own factors, recovery codes and sessions. */
export default async function SecurityPage() {
  const { factors, recoveryCodesLeft } = await show(ownFactors);
  const { sessions } = await show(ownSessions);
  const t = await getTranslations('auth.security');
  const [app, codes] = [
    await getTranslations('auth.authenticator'),
    await getTranslations('auth.recoveryCodes'),
  ];
  const setUp = (
    <LinkButton href="/authenticator?callbackUrl=/user/security">
      {factors.length > 0 ? app('another') : t('setUp')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="space-y-5">
        <QuestionsCard />
        {factors.length > 0 && recoveryCodesLeft < FEW_CODES ? (
          <Alert tone="look">{(await getTranslations('recovery.protection'))('fewCodes')}</Alert>
        ) : null}
        <Card title={t('factors')} actions={setUp}>
          {factors.length === 0 ? <p className="text-ink-soft">{t('none')}</p> : null}
          <ul className="space-y-1">
            {factors.map(({ id, confirmedAt }) => (
              <li key={id}>{app('enrolled', { date: confirmedAt })}</li>
            ))}
          </ul>
        </Card>
        {factors.length > 0 ? (
          <Card title={codes('title')} description={codes('left', { count: recoveryCodesLeft })}>
            <RecoveryCodesForm
              action={renewRecoveryCodesAction}
              words={{
                make: codes('make'),
                makeHint: codes('makeHint'),
                keep: app('keep'),
                keepHint: app('keepHint'),
              }}
            />
          </Card>
        ) : null}
        <Card title={t('sessions')} description={t('endAllHint')}>
          <ul className="divide-y divide-line">
            {sessions.map((session) => (
              <li
                key={session.id}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5"
              >
                <span className="min-w-0 break-words">
                  {session.userAgent || t('unknownBrowser')}{' '}
                  <span className="font-mono text-ink-soft">{session.ip}</span>
                </span>
                <span className="flex items-center gap-3 text-ink-soft">
                  {session.current ? <Badge tone="fine">{t('thisOne')}</Badge> : null}
                  <span>
                    {t('lastSeen')} <Time value={session.lastSeenAt} />
                  </span>
                </span>
              </li>
            ))}
          </ul>
          <CommandForm action={signOutEverywhereAction} className="mt-4">
            <SubmitButton variant="danger">{t('endAll')}</SubmitButton>
          </CommandForm>
        </Card>
        <PinCard />
        <ProtectionCard />
      </div>
    </>
  );
}
