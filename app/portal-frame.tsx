import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { CommandForm } from '@/components/form/command-form';
import { AppShell } from '@/components/shell/app-shell';
import type { NavItem } from '@/components/shell/nav-item';
import type { SearchAction } from '@/components/shell/search-hit';
import { SignOutButton } from '@/components/shell/sign-out-button';
import {
  ArrowDownToLine,
  ArrowLeftRight,
  Ban,
  Boxes,
  Building2,
  CardSim,
  Hammer,
  HandCoins,
  IdCard,
  Landmark,
  LayoutDashboard,
  LifeBuoy,
  ListChecks,
  Mail,
  RadioTower,
  ScrollText,
  Send,
  ShieldCheck,
  ShieldHalf,
  Siren,
  Smartphone,
  Store,
  TriangleAlert,
  UserRound,
  UserRoundCheck,
  Users,
  Wallet,
} from '@/components/ui/icons';
import { currentActor } from '@/lib/entry/current-actor';
import { sendAway } from '@/lib/entry/page';
import { type Portal, portalsOf } from '@/lib/entry/portal';
import { currentTheme } from '@/lib/entry/preferences';
import { standingOf } from '@/lib/trust/decision/standing';
import { signOutAction } from './(auth)/sign-out/actions';
import { BreakGlassBanner } from './break-glass-banner';
import { EnrolBanner } from './enrol-banner';
import { PaymentBanner } from './payment-banner';
import { SwapBanner } from './swap-banner';

const icon = 'size-4.5';

/** The pages of each portal, each with the permission without which it would be a locked door. */
const PAGES = {
  admin: [
    ['/admin/dashboard', 'dashboard', 'tenant.dashboard', <LayoutDashboard key="" className={icon} />],
    ['/admin/people', 'people', 'person.list', <Users key="" className={icon} />],
    ['/admin/incidents', 'incidents', 'incident.list', <TriangleAlert key="" className={icon} />],
    ['/admin/swaps', 'swaps', 'sim.swap.list', <ArrowLeftRight key="" className={icon} />],
    ['/admin/recoveries', 'recoveries', 'recovery.list', <LifeBuoy key="" className={icon} />],
    ['/admin/approvals', 'approvals', 'approval.list', <UserRoundCheck key="" className={icon} />],
    ['/admin/stock', 'stock', 'stock.import.list', <Boxes key="" className={icon} />],
    ['/admin/network', 'network', 'network.list', <RadioTower key="" className={icon} />],
    ['/admin/messages', 'messages', 'message.list', <Mail key="" className={icon} />],
    ['/admin/audit', 'audit', 'audit.list', <ScrollText key="" className={icon} />],
    ['/admin/money', 'money', 'money.overview', <Landmark key="" className={icon} />],
    ['/admin/floats', 'floats', 'float.list', <HandCoins key="" className={icon} />],
    ['/admin/roles', 'roles', 'role.list', <IdCard key="" className={icon} />],
    ['/admin/sign-in', 'signInPolicy', 'tenant.sign-in.show', <ShieldCheck key="" className={icon} />],
    ['/admin/policies', 'policies', 'policy.list', <ShieldHalf key="" className={icon} />],
    ['/admin/alarms', 'alarms', 'webhook.list', <Siren key="" className={icon} />],
    ['/admin/break-glass', 'breakGlass', 'break-glass.show', <Hammer key="" className={icon} />],
    ['/admin/blocked', 'blocked', 'address.blocked-list', <Ban key="" className={icon} />],
    ['/admin/trust', 'trust', 'tenant.trust.show', <ShieldHalf key="" className={icon} />],
    ['/admin/units', 'units', 'unit.list', <Building2 key="" className={icon} />],
  ],
  agent: [
    ['/agent/dashboard', 'dashboard', 'counter.dashboard', <LayoutDashboard key="" className={icon} />],
    ['/agent/register', 'register', 'sim.register', <CardSim key="" className={icon} />],
    ['/agent/numbers', 'numbers', 'number.find', <Smartphone key="" className={icon} />],
    ['/agent/deposit', 'deposit', 'wallet.deposit', <ArrowDownToLine key="" className={icon} />],
    ['/agent/withdraw', 'withdraw', 'wallet.withdrawal.start', <HandCoins key="" className={icon} />],
    ['/agent/pay-for', 'payFor', 'wallet.on-behalf.start', <Send key="" className={icon} />],
    ['/agent/swaps', 'swaps', 'sim.swap.list-mine', <ArrowLeftRight key="" className={icon} />],
    [
      '/agent/registrations',
      'registrations',
      'registration.list-own',
      <ListChecks key="" className={icon} />,
    ],
    ['/agent/kyc', 'kyc', 'kyc.list', <IdCard key="" className={icon} />],
    ['/agent/recoveries', 'recoveries', 'recovery.open-case', <LifeBuoy key="" className={icon} />],
    ['/agent/no-network', 'noNetwork', 'outage.report-for', <Smartphone key="" className={icon} />],
    ['/agent/approvals', 'approvals', 'approval.list', <UserRoundCheck key="" className={icon} />],
    ['/agent/day', 'day', 'counter.day', <ListChecks key="" className={icon} />],
    ['/agent/disputes', 'disputes', 'dispute.list-own', <LifeBuoy key="" className={icon} />],
    ['/agent/float', 'float', 'counter.movements', <HandCoins key="" className={icon} />],
  ],
  user: [
    ['/user/dashboard', 'dashboard', 'person.profile', <LayoutDashboard key="" className={icon} />],
    ['/user/wallet', 'wallet', 'wallet.show', <Wallet key="" className={icon} />],
    ['/user/wallet/send', 'send', 'wallet.transfer', <Send key="" className={icon} />],
    ['/user/disputes', 'disputes', 'dispute.list-own', <LifeBuoy key="" className={icon} />],
    [
      '/user/wallet/withdraw',
      'withdrawOwn',
      'wallet.withdrawal-code.make',
      <HandCoins key="" className={icon} />,
    ],
    ['/user/sims', 'sims', 'number.list-own', <CardSim key="" className={icon} />],
    ['/user/swaps', 'swaps', 'sim.swap.list-own', <ArrowLeftRight key="" className={icon} />],
  ],
} as const;

const OWN = [
  ['/user/profile', 'profile', <UserRound key="" className={icon} />],
  ['/user/security', 'security', <ShieldCheck key="" className={icon} />],
] as const;

const PORTAL_ICON = {
  admin: <LayoutDashboard className={icon} />,
  agent: <Store className={icon} />,
  user: <Wallet className={icon} />,
} as const;

type Props = { portal: Portal; search?: SearchAction; children: ReactNode };

/** The frame of a portal for whoever is signed in: its pages, as far as their permissions reach, and what is their own. */
export async function PortalFrame({ portal, search, children }: Props) {
  const actor = await currentActor();
  // What a page shows is decided by its queries; the frame only needs somebody to name.
  if (actor.kind !== 'person') return sendAway('/sign-in');
  const [t, theme] = [await getTranslations('auth.portal'), await currentTheme()];
  const { principal, session, tenant } = actor;
  const allowed = new Set<string>(principal.permissions);
  const pages: readonly (readonly [string, Parameters<typeof t>[0], string, ReactNode])[] = PAGES[portal];
  const nav: NavItem[] = pages
    .filter(([, , permission]) => allowed.has(permission))
    .map(([href, label, , sign]) => ({ href, label: t(label), icon: sign, exact: href === '/user/wallet' }));
  const others = portalsOf(principal.permissions).filter((name) => name !== portal);
  const menu: NavItem[] = [
    ...OWN.map(([href, label, sign]) => ({ href, label: t(label), icon: sign })),
    ...others.map((name) => ({ href: `/${name}/dashboard`, label: t(name), icon: PORTAL_ICON[name] })),
  ];
  return (
    <AppShell
      tenant={{ name: tenant.name, slug: tenant.slug }}
      portal={t(portal)}
      person={{ name: principal.name, email: principal.email }}
      assurance={{
        methods: session.methods,
        provedAt: session.provedAt ?? session.createdAt,
        trust: standingOf(actor, 'query').trust,
      }}
      nav={nav}
      menu={menu}
      theme={theme}
      search={search}
      banner={
        <>
          <BreakGlassBanner person={actor} />
          {portal === 'user' ? <SwapBanner person={actor} /> : null}
          {portal === 'user' ? <PaymentBanner person={actor} /> : null}
          <EnrolBanner person={actor} />
        </>
      }
      signOut={
        <CommandForm action={signOutAction} className="contents">
          <SignOutButton />
        </CommandForm>
      }
    >
      {children}
    </AppShell>
  );
}
