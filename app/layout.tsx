import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { currentTheme } from '@/lib/entry/preferences';
import { fontClasses } from './fonts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Ngao', template: '%s · Ngao' },
  robots: { index: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

/** The document around every page. It reads cookies, so that no page is ever rendered without its nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme, { error, form, shell, ui }] = await Promise.all([
    getLocale(),
    currentTheme(),
    getMessages(),
  ]);
  return (
    <html lang={locale} data-theme={theme === 'system' ? undefined : theme} className={fontClasses}>
      <body>
        <NextIntlClientProvider messages={{ error, form, shell, ui }}>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}
