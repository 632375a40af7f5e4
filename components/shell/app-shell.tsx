import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Assurance, type AssuranceProps } from './assurance';
import { BottomBar } from './bottom-bar';
import { BrandMark } from './brand-mark';
import { DeviceProver } from './device-prover';
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
  const home = nav[0]?.href ?? '/';
  const pages = [...nav, ...menu].map(({ href, label, group }) => ({ href, label, detail: group ?? '' }));

  return (
    <div data-accent={tenant.accent} className="min-h-dvh md:grid md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <SkipLink />
      <DeviceProver />
      <SidebarNav
        nav={nav}
        label={t('navigation')}
        top={<TenantLink name={tenant.name} under={portal} href={home} className="mb-2 h-14 px-2" />}
      />
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 border-line border-b bg-surface">
          <div className="flex h-14 items-center gap-2 px-4 sm:px-6">
            <TenantLink name={tenant.name} under={person.name} href={home} className="mr-auto md:hidden" />
            <PaletteButton pages={pages} search={search} />
            <div className="ml-auto min-w-0 text-right leading-tight max-md:hidden">
              <p className="truncate font-medium text-small">{person.name}</p>
              <Assurance {...assurance} />
            </div>
            <PersonMenu person={person} links={menu} theme={theme} signOut={signOut} />
          </div>
          <div className="flex border-line border-t px-4 py-1.5 md:hidden">
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

interface TenantLinkProps {
  name: string;
  under: string;
  href: string;
  className: string;
}

function TenantLink({ name, under, href, className }: TenantLinkProps) {
  return (
    <Link href={href} className={`flex min-w-0 items-center gap-2.5 rounded-md ${className}`}>
      <BrandMark />
      <span className="min-w-0 leading-tight">
        <span className="block truncate font-semibold">{name}</span>
        <span className="block truncate text-caption text-ink-soft">{under}</span>
      </span>
    </Link>
  );
}
