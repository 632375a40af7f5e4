'use client';

import { Failure } from '@/components/shell/failure';
import en from '@/messages/en/error.json';
import fr from '@/messages/fr/error.json';
import './globals.css';

const words = { en: en.failed, fr: fr.failed };

/** The last resort: the layout itself broke, so the words come along and the language is the document's. */
export default function EverythingFailed({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const locale = typeof document !== 'undefined' && document.documentElement.lang === 'fr' ? 'fr' : 'en';
  return (
    <html lang={locale}>
      <body>
        <title>{words[locale].title}</title>
        <main>
          <Failure words={words[locale]} digest={error.digest} retry={reset} />
        </main>
      </body>
    </html>
  );
}
