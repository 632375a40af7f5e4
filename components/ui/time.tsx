import { useLocale, useNow, useTimeZone } from 'next-intl';
import { LiveTime } from './live-time';
import { exactTime, relativeTime } from './relative-time';

export interface TimeProps {
  value: Date | string;
  /** `relative` shows how long ago and the exact time on hover; `exact` the reverse. */
  shape?: 'relative' | 'exact';
}

/** A moment in the zone of the reader. */
export function Time({ value, shape = 'relative' }: TimeProps) {
  const locale = useLocale();
  const now = useNow();
  const timeZone = useTimeZone();
  const at = new Date(value);
  return (
    <LiveTime
      iso={at.toISOString()}
      locale={locale}
      shape={shape}
      relative={relativeTime(at, now, locale, timeZone)}
      exact={exactTime(at, locale, timeZone)}
    />
  );
}
