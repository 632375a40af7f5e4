import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { OwnSwap } from '@/lib/sim/swap/view';

const TONES = {
  waiting: 'neutral',
  sent: 'fine',
  failed: 'stop',
  unclear: 'info',
  withheld: 'look',
} as const;

/** Where the holder was told of a swap, and whether the notices have left. */
export function NoticeList({ notices }: Pick<OwnSwap, 'notices'>) {
  const t = useTranslations('swap.notices');
  if (notices.length === 0) return <p className="text-ink-soft">{t('none')}</p>;
  return (
    <ul className="divide-y divide-line">
      {notices.map(({ channel, address, state, at }, place) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: notices are added at the end and never change places.
          key={place}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5 first:pt-0 last:pb-0"
        >
          <span className="min-w-0">
            {t(`channel.${channel}`)}{' '}
            <span className="break-all font-mono text-ink-soft text-small">{address}</span>
          </span>
          <span className="flex items-center gap-2 text-ink-soft text-small">
            <Time value={at} />
            <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
          </span>
        </li>
      ))}
    </ul>
  );
}
