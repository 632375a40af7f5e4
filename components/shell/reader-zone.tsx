'use client';

import { useEffect } from 'react';

/** Tells the server the reader's time zone, so that the next page is already written in it. */
export function ReaderZone() {
  useEffect(() => {
    const zone = encodeURIComponent(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    if (document.cookie.includes(`ngao_zone=${zone}`)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
    document.cookie = `ngao_zone=${zone}; path=/; max-age=31536000; samesite=lax`;
  }, []);
  return null;
}
