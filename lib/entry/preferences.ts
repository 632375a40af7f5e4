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

/** The page of this host that a form was sent from; the first page where the browser does not tell. */
export function pageBefore(request: Request): string {
  const referer = request.headers.get('referer') ?? '';
  if (!URL.canParse(referer)) return '/';
  const { host, pathname, search } = new URL(referer);
  // Two slashes would begin the name of another host.
  return host === request.headers.get('host') && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
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
  const answer = new Response(null, { status: 303, headers: { location: pageBefore(request) } });
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
