import { useNow, useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import { CLOCK_FIGURES } from './clock-figures';
import { TimeLeft } from './time-left';

/** How long a payment still waits: the minutes as they run, and when they are over. */
export function PendingClock({ until }: { until: Date }) {
  const [t, now] = [useTranslations('pending'), useNow()];
  const seconds = Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 1_000));
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <TimeLeft until={until.toISOString()} seconds={seconds} words={t('left', CLOCK_FIGURES)} />
      <span className="text-ink-soft">
        <Time value={until} shape="exact" />
      </span>
    </p>
  );
}
