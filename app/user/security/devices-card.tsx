import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { OwnSecurity } from '@/lib/auth/security-center';
import { forgetDeviceAction } from './actions';

/** The browsers that one has signed in from before, each to be forgotten. */
export function DevicesCard({ devices }: { devices: OwnSecurity['devices'] }) {
  const t = useTranslations('security.devices');
  return (
    <Card title={t('title')} description={t('description')} flush>
      {devices.length === 0 ? <p className="px-4 py-3.5 text-ink-soft sm:px-5">{t('none')}</p> : null}
      <ul className="divide-y divide-line">
        {devices.map(({ id, current, browser, since, lastUsedAt }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-2 font-medium">
                {browser ?? t('unknownBrowser')}
                {current ? <Badge tone="fine">{t('thisOne')}</Badge> : null}
              </p>
              <p className="text-ink-soft text-small">
                {t('since')} <Time value={since} /> · {t('lastUsed')} <Time value={lastUsedAt} />
              </p>
            </div>
            {current ? null : (
              <CommandForm action={forgetDeviceAction} className="contents">
                <input type="hidden" name="deviceId" value={id} />
                <SubmitButton
                  variant="secondary"
                  size="sm"
                  aria-label={t('forgetOne', { browser: browser ?? t('unknownBrowser') })}
                >
                  {t('forget')}
                </SubmitButton>
              </CommandForm>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
