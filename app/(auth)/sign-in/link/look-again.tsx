'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { startTransition, useEffect } from 'react';

const EVERY_MS = 4_000;
/** Longer than any link lives. */
const MOST_TIMES = 240;

/** Asks gently what became of a link while its page is in sight; without script the reader does, by the link. */
export function LookAgain({ href, label }: { href: string; label: string }) {
  const router = useRouter();
  useEffect(() => {
    let times = 0;
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      times += 1;
      if (times > MOST_TIMES) clearInterval(timer);
      else startTransition(() => router.refresh());
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <p className="text-small">
      <Link href={href} className="text-accent-ink underline">
        {label}
      </Link>
    </p>
  );
}
