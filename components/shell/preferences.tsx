import { useLocale, useTranslations } from 'next-intl';
import { Monitor, Moon, Sun } from '@/components/ui/icons';
import { locales } from '@/messages/locales';
import { ThemeForm } from './theme-form';

export type Theme = 'light' | 'dark' | 'system';

const box = 'inline-flex rounded-md border border-line bg-sunken p-0.5';
const choice =
  'inline-flex h-7 min-w-7 items-center justify-center gap-1.5 rounded-sm px-2 text-ink-soft text-small hover:text-ink ' +
  'aria-pressed:bg-surface aria-pressed:font-medium aria-pressed:text-ink aria-pressed:shadow-low [&_svg]:size-4';

const looks = [
  ['system', Monitor],
  ['light', Sun],
  ['dark', Moon],
] as const;

/** The reader's language and look. Plain forms: they work before any script has loaded. */
export function Preferences({ theme }: { theme: Theme }) {
  const t = useTranslations('shell.preferences');
  const current = useLocale();
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <form action="/preferences" method="post" className={box}>
        {Object.entries(locales).map(([locale, name]) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            aria-pressed={locale === current}
            className={choice}
          >
            {name}
          </button>
        ))}
      </form>
      <ThemeForm className={box}>
        {looks.map(([look, Sign]) => (
          <button
            key={look}
            type="submit"
            name="theme"
            value={look}
            aria-pressed={look === theme}
            aria-label={t(look)}
            title={t(look)}
            className={choice}
          >
            <Sign />
          </button>
        ))}
      </ThemeForm>
    </div>
  );
}
