import { useFormatter, useTranslations } from 'next-intl';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Says how long something took in its largest unit, with one decimal where that says more; a dash for nothing. */
export function useSpan(): (seconds: number | null) => string {
  const [t, format] = [useTranslations('swapAfter.span'), useFormatter()];
  return (seconds) => {
    if (seconds === null) return '–';
    const [unit, of] =
      seconds >= 2 * DAY
        ? (['days', DAY] as const)
        : seconds >= HOUR
          ? (['hours', HOUR] as const)
          : seconds >= MINUTE
            ? (['minutes', MINUTE] as const)
            : (['seconds', 1] as const);
    return t(unit, { count: format.number(seconds / of, { maximumFractionDigits: 1 }) });
  };
}
