'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';

export interface CopyButtonProps {
  value: string;
  /** What is copied, for those who do not see where the button stands. */
  what: string;
  icon: ReactNode;
  doneIcon: ReactNode;
}

/** Puts a value on the clipboard and says so. */
export function CopyButton({ value, what, icon, doneIcon }: CopyButtonProps) {
  const t = useTranslations('ui');
  const [answer, setAnswer] = useState<'copied' | 'notCopied' | null>(null);

  useEffect(() => {
    if (!answer) return;
    const timer = setTimeout(() => setAnswer(null), 2_000);
    return () => clearTimeout(timer);
  }, [answer]);

  async function copy() {
    // The clipboard is missing on pages that did not come by TLS, and may be refused by the browser.
    const copied = navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    setAnswer((await copied) ? 'copied' : 'notCopied');
  }

  return (
    <button
      type="button"
      onClick={copy}
      aria-label={t('copy', { what })}
      title={t(answer ?? 'copy', { what })}
      className="needs-script -my-1 relative z-10 inline-flex size-7 shrink-0 items-center justify-center rounded-sm text-ink-soft hover:bg-sunken hover:text-ink [&_svg]:size-3.5"
    >
      {answer === 'copied' ? doneIcon : icon}
      <span role="status" className="sr-only">
        {answer ? t(answer) : ''}
      </span>
    </button>
  );
}
