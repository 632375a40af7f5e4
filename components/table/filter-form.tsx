'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useTransition } from 'react';
import { pageLink } from './page-link';

/** A GET form that stays on the page, and leaves what is empty out of the address. */
export function FilterForm({ path, children }: { path: string; children: ReactNode }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function filter(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const chosen = [...new FormData(event.currentTarget)].map(([name, value]) => [
      name,
      String(value).trim(),
    ]);
    startTransition(() => router.push(pageLink(path, Object.fromEntries(chosen))));
  }

  return (
    <form
      action={path}
      onSubmit={filter}
      aria-busy={pending}
      className="flex flex-wrap items-end gap-2 px-4 py-3 aria-busy:opacity-70 sm:px-5"
    >
      {children}
    </form>
  );
}
