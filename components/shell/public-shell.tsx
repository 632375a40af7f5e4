import type { ReactNode } from 'react';
import type { Accent } from './app-shell';
import { BrandMark } from './brand-mark';
import { Preferences, type Theme } from './preferences';
import { SkipLink } from './skip-link';

export interface PublicShellProps {
  tenant: { name: string; accent?: Accent };
  title: ReactNode;
  description?: ReactNode;
  theme: Theme;
  /** Under the sheet: another way in. */
  aside?: ReactNode;
  /** One link away on every public page: "My phone has no network". */
  help?: ReactNode;
  children: ReactNode;
}

/** The frame of a page for somebody who is not signed in yet: one thing at a time. */
export function PublicShell({ tenant, title, description, theme, aside, help, children }: PublicShellProps) {
  return (
    <div data-accent={tenant.accent} className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex w-full max-w-md items-center gap-2.5 px-4 pt-8 sm:pt-14">
        <BrandMark className="size-7" />
        <p className="truncate font-semibold text-lead">{tenant.name}</p>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-md flex-1 px-4 py-6 outline-none">
        <div className="rounded-xl border border-line bg-surface p-5 sm:p-7">
          <h1 className="font-semibold text-title tracking-tight">{title}</h1>
          {description ? <p className="mt-1 text-ink-soft">{description}</p> : null}
          <div className="mt-5">{children}</div>
        </div>
        {aside ? (
          <div className="mt-5 text-center text-ink-soft [&_a:hover]:underline [&_a]:text-accent-ink">
            {aside}
          </div>
        ) : null}
        {help ? <div className="mt-5">{help}</div> : null}
      </main>
      <footer className="mx-auto w-full max-w-md px-4 pt-2 pb-8">
        <Preferences theme={theme} />
      </footer>
    </div>
  );
}
