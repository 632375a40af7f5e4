'use client';

import type { FormEvent, ReactNode } from 'react';

/** Changes the look at once and keeps it in the background; without script the form does both. */
export function ThemeForm({ className, children }: { className: string; children: ReactNode }) {
  function choose(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (!(submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const theme = submitter.value;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    for (const button of event.currentTarget.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button === submitter));
    }
    // Not kept is not worth a word: the look is right here, and the next page shows the old one.
    void fetch('/preferences', { method: 'POST', body: new URLSearchParams({ theme }), redirect: 'manual' });
  }

  return (
    <form action="/preferences" method="post" onSubmit={choose} className={className}>
      {children}
    </form>
  );
}
