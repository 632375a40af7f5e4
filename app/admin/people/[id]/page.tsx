import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { OutcomeBadge } from '@/components/audit/outcome-badge';
import { DocumentBadge } from '@/components/kyc/state-badge';
import { RoleNames } from '@/components/person/role-name';
import { StatusBadge } from '@/components/person/status-badge';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { type Msisdn, spellMsisdn } from '@/lib/base/msisdn';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { type ShownPerson, showPerson } from '@/lib/person/show-person';
import { may } from '@/lib/policy/actor';
import { filterOf, type SearchParams } from '../../../list-filter';
import { ReachLink } from '../../incidents/reach-link';
import { Confirm } from './confirm';
import { DevicesCard, RevokeDevice } from './devices-card';
import { LiftHold } from './lift';
import { RolesCard } from './roles-card';
import { SecurityCard } from './security-card';
import { SessionsCard } from './sessions-card';
import { UnitCard } from './unit-card';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

const SAID = ['given', 'taken', 'ended', 'moved', 'lifted'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin.person'))('profile') };
}

/** One person: who they are, what they may do, where they are signed in, and what happened last. */
export default async function PersonPage({ params, searchParams }: Props) {
  const person = await show(showPerson, { personId: (await params).id });
  const { said, lift, revoke, ...asked } = await filterOf(searchParams, [
    'said',
    'lift',
    'revoke',
    'give',
    'take',
    'end',
  ] as const);
  const t = await getTranslations('admin.person');
  const done = SAID.find((word) => word === said);
  return (
    <>
      <PageHeader
        title={person.name}
        badge={<StatusBadge status={person.status} />}
        description={<RoleNames roles={person.roles} none={t('noRoles')} />}
        back={{ href: '/admin/people', label: t('back') }}
      />
      <div className="min-w-0 space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(`said.${done}`)}
          </Alert>
        ) : null}
        <Confirm person={person} asked={asked} />
        {said === 'revoked' ? (
          <Alert tone="fine" role="status">
            {(await getTranslations('device'))('staff.said')}
          </Alert>
        ) : null}
        <LiftHold person={person} asked={lift} />
        <RevokeDevice person={person} asked={revoke} />
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <div className="min-w-0 space-y-5">
            <Profile person={person} />
            <SecurityCard person={person} />
          </div>
          <div className="min-w-0 space-y-5">
            <RolesCard person={person} />
            <SessionsCard person={person} />
            <DevicesCard person={person} />
            <UnitCard person={person} />
          </div>
        </div>
        <Events person={person} />
      </div>
    </>
  );
}

async function Profile({ person }: { person: ShownPerson }) {
  const t = await getTranslations('admin.person');
  const mayOpen = may(await currentActor(), 'kyc.show');
  const none = <span className="text-ink-soft">{t('none')}</span>;
  const address = (text: string | null, isConfirmed: boolean) =>
    text ? (
      <>
        <span className="break-all">{text}</span>{' '}
        <span className="text-ink-soft text-small">({isConfirmed ? t('confirmed') : t('unconfirmed')})</span>
      </>
    ) : (
      none
    );
  return (
    <Card title={t('profile')}>
      <DescriptionList
        facts={[
          { term: t('email'), detail: address(person.email, person.emailVerified) },
          {
            term: t('mobile'),
            detail: address(person.mobile && spellMsisdn(person.mobile as Msisdn), person.mobileVerified),
          },
          { term: t('unit'), detail: person.unit?.name ?? none },
          { term: t('since'), detail: <Time value={person.createdAt} shape="exact" /> },
          {
            term: t('lastSeen'),
            detail: person.lastSeenAt ? <Time value={person.lastSeenAt} /> : t('never'),
          },
          {
            term: t('documents'),
            detail:
              person.documents.length === 0
                ? none
                : person.documents.map(({ id, kind, number, state, expiresOn }) => (
                    <p key={id}>
                      {mayOpen ? (
                        <Link href={`/agent/kyc/${id}`} className="rounded-sm underline underline-offset-2">
                          {t(kind)}
                        </Link>
                      ) : (
                        t(kind)
                      )}{' '}
                      <span className="font-mono text-small">{number}</span> <DocumentBadge state={state} />
                      {expiresOn ? (
                        <span className="block text-ink-soft text-small">
                          {t('expires', { day: expiresOn })}
                        </span>
                      ) : null}
                    </p>
                  )),
          },
          {
            term: t('numbersCount', { count: person.numbers.count }),
            detail:
              person.numbers.count === 0
                ? none
                : person.numbers.shown.map(({ id, msisdn, state }) => (
                    <p key={id}>
                      <NumberLink id={id} msisdn={msisdn} />{' '}
                      <span className="text-ink-soft text-small">{t(`numberState.${state}`)}</span>
                    </p>
                  )),
          },
        ]}
      />
    </Card>
  );
}

/** The number leads to its own page for whoever may see that. */
async function NumberLink({ id, msisdn }: { id: string; msisdn: string }) {
  const actor = await currentActor();
  if (!may(actor, 'number.show')) return <span className="tabular-nums">{msisdn}</span>;
  return (
    <Link href={`/admin/numbers/${id}`} className="rounded-sm tabular-nums underline">
      {msisdn}
    </Link>
  );
}

async function Events({ person: { id, events } }: { person: ShownPerson }) {
  const t = await getTranslations('admin.person');
  const all = (filter: string) => `/admin/audit?${filter}`;
  return (
    <Card
      title={t('events')}
      flush
      actions={
        <>
          <LinkButton size="sm" href={all(`actor=${id}`)}>
            {t('allBy')}
          </LinkButton>
          <ReachLink of="person" id={id} />
          <LinkButton size="sm" href={all(`subject=person:${id}`)}>
            {t('allAbout')}
          </LinkButton>
        </>
      }
    >
      {events.length === 0 ? <p className="px-5 py-4 text-ink-soft">{t('noEvents')}</p> : null}
      <ul className="divide-y divide-line">
        {events.map((event) => (
          <li
            key={event.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5"
          >
            <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
              <Link href={`/admin/audit/${event.id}`} className="rounded-sm hover:underline">
                <DeedName command={event.command} />
              </Link>
              <OutcomeBadge outcome={event.outcome} />
            </span>
            <span className="text-ink-soft text-small">
              {event.actorId === id ? null : `${event.actorName ?? ''} `}
              <Time value={event.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
