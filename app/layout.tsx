import type { Metadata, Viewport } from 'next';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { DeviceSigner } from '@/components/shell/device-signer';
import { EARLY_PRESS } from '@/components/shell/early-press';
import { ReaderZone } from '@/components/shell/reader-zone';
import { ClientWords } from '@/components/ui/client-words';
import { clock } from '@/lib/base/clock';
import { currentNonce } from '@/lib/entry/nonce';
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
  const [locale, theme, nonce] = await Promise.all([getLocale(), currentTheme(), currentNonce()]);
  return (
    <html lang={locale} data-theme={theme === 'system' ? undefined : theme} className={fontClasses}>
      <body>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, which has to run before the page is read. */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: EARLY_PRESS }} />
        <DeviceSigner servedAt={clock.now().getTime()} />
        <ClientWords>{children}</ClientWords>
        <ReaderZone />
      </body>
    </html>
  );
}
