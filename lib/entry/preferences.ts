import { cookies } from 'next/headers';
import { isLocale } from '@/messages/locales';

export const localeCookie = 'ngao_locale';
export const themeCookie = 'ngao_theme';
export const zoneCookie = 'ngao_zone';

const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

const isTheme = (text: unknown): text is Theme => themes.some((theme) => theme === text);
const aYearInSeconds = 365 * 24 * 60 * 60;

/** The look that the reader chose; `system` until they choose. */
export async function currentTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(themeCookie)?.value;
  return isTheme(chosen) ? chosen : 'system';
}

/** A path of this site to go back to: never another host, however it is spelled. */
export function ownPath(path: unknown): string {
  const base = 'http://own.invalid';
  if (typeof path !== 'string' || !path.startsWith('/') || !URL.canParse(path, base)) return '/';
  const url = new URL(path, base);
  return url.origin === base ? `${url.pathname}${url.search}` : '/';
}

/**
 * Keeps the language and the look that a reader chose, and sends them back to where they were. A plain form
 * is enough. Refuses a form of another site: it would change the words somebody is reading.
 */
export async function keepPreferences(request: Request): Promise<Response> {
  const origin = request.headers.get('origin') ?? '';
  const ours = URL.canParse(origin) && new URL(origin).host === request.headers.get('host');
  if (!ours) return new Response(null, { status: 403 });

  const form = new URLSearchParams(await request.text());
  const answer = new Response(null, { status: 303, headers: { location: ownPath(form.get('back')) } });
  const secure = new URL(origin).protocol === 'https:' ? '; Secure' : '';
  const keep = (name: string, value: string) =>
    answer.headers.append(
      'set-cookie',
      `${name}=${value}; Path=/; Max-Age=${aYearInSeconds}; SameSite=Lax${secure}`,
    );

  const theme = form.get('theme');
  const locale = form.get('locale') ?? undefined;
  if (isTheme(theme)) keep(themeCookie, theme);
  if (isLocale(locale)) keep(localeCookie, locale);
  return answer;
}
