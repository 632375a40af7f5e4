import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Assurance, type AssuranceProps } from './assurance';
import { BottomBar } from './bottom-bar';
import { BrandMark } from './brand-mark';
import type { NavItem } from './nav-item';
import { PaletteButton } from './palette-button';
import { PersonMenu } from './person-menu';
import type { Theme } from './preferences';
import type { SearchAction } from './search-hit';
import { SidebarNav } from './sidebar';
import { SkipLink } from './skip-link';

export type Accent = 'blue' | 'indigo' | 'violet' | 'plum' | 'teal' | 'ink';

export interface AppShellProps {
  tenant: { name: string; slug: string; accent?: Accent };
  /** Which of the portals this is, in a word. */
  portal: string;
  person: { name: string; email: string | null };
  assurance: AssuranceProps;
  nav: NavItem[];
  /** What is the person's own: profile, security, sessions, another portal. */
  menu?: NavItem[];
  theme: Theme;
  signOut: ReactNode;
  /** What the palette asks beside the pages of `nav` and `menu`. */
  search?: SearchAction;
  /** Stands over the page: a warning that concerns all of it. */
  banner?: ReactNode;
  children: ReactNode;
}

/** The frame of a portal. The tenant, the person and how sure we are of them are always in sight. */
export function AppShell(props: AppShellProps) {
  const {
    tenant,
    portal,
    person,
    assurance,
    nav,
    menu = [],
    theme,
    signOut,
    search,
    banner,
    children,
  } = props;
  const t = useTranslations('shell');
  const pages = [...nav, ...menu].map(({ href, label, group }) => ({ href, label, detail: group ?? '' }));

  return (
    <div data-accent={tenant.accent} className="min-h-dvh md:grid md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <SkipLink />
      <div className="sticky top-0 flex h-dvh flex-col border-line border-r max-md:hidden">
        <Tenant name={tenant.name} portal={portal} className="h-14 px-5" />
        <SidebarNav nav={nav} label={t('navigation')} />
      </div>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 border-line border-b bg-surface">
          <div className="flex h-14 items-center gap-2 px-4 sm:px-6">
            <Tenant name={tenant.name} portal={portal} className="mr-auto md:hidden" />
            <PaletteButton pages={pages} search={search} />
            <div className="ml-auto min-w-0 text-right leading-tight max-md:hidden">
              <p className="truncate font-medium text-small">{person.name}</p>
              <Assurance {...assurance} />
            </div>
            <PersonMenu person={person} links={menu} theme={theme} signOut={signOut} />
          </div>
          <div className="flex items-center justify-between gap-3 border-line border-t px-4 py-1.5 text-caption md:hidden">
            <span className="min-w-0 truncate font-medium">{person.name}</span>
            <Assurance {...assurance} />
          </div>
        </header>
        {banner}
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl px-4 pt-5 pb-28 outline-none sm:px-6 md:pt-7 md:pb-12"
        >
          {children}
        </main>
      </div>
      <BottomBar nav={nav} label={t('navigation')} more={t('more')} />
    </div>
  );
}

function Tenant({ name, portal, className }: { name: string; portal: string; className: string }) {
  return (
    <div className={`flex min-w-0 items-center gap-2.5 ${className}`}>
      <BrandMark />
      <div className="min-w-0 leading-tight">
        <p className="truncate font-semibold">{name}</p>
        <p className="truncate text-caption text-ink-soft">{portal}</p>
      </div>
    </div>
  );
}
