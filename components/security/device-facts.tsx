import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { KnownDevice } from '@/lib/auth/device/list';

const TONES = { known: 'neutral', trusted: 'fine', revoked: 'stop' } as const;

/** What a browser is to an account: its name, how far it is trusted, where and when it was used. */
export function DeviceFacts({ device, badge }: { device: KnownDevice; badge?: ReactNode }) {
  const t = useTranslations('device');
  const regions = new Intl.DisplayNames(useLocale(), { type: 'region', fallback: 'code' });
  const { name, browser, trust, hasKey, places, since, lastUsedAt } = device;
  const where = places.map((place) => regions.of(place)).join(', ');
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 break-words font-medium">
        {name ?? browser ?? t('unknownBrowser')}
        {badge}
        <Badge tone={TONES[trust]}>{t(`level.${trust}`)}</Badge>
        {hasKey ? <Badge>{t('hasKey')}</Badge> : null}
      </p>
      <p className="text-ink-soft text-small">
        {name ? `${browser ?? t('unknownBrowser')} · ` : null}
        {where || t('nowhere')}
      </p>
      <p className="text-ink-soft text-small">
        {t('since')} <Time value={since} /> · {t('lastUsed')} <Time value={lastUsedAt} />
      </p>
    </div>
  );
}
