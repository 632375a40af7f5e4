import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { LifeTimeline } from '@/components/sim/life-timeline';
import { ReasonForm } from '@/components/sim/reason-form';
import { LifeBadge } from '@/components/sim/state-badge';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Disclosure } from '@/components/ui/disclosure';
import { Identifier, inFours } from '@/components/ui/identifier';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { type Msisdn, spellMsisdn } from '@/lib/base/msisdn';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { type ShownSim, showSim } from '@/lib/sim/life/show-sim';
import { filterOf, type SearchParams } from '../../../list-filter';
import { blockAction, retireSimAction } from './actions';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('life.sim'))('title') };
}

/** A card on one page: where it stands, the number that it carries, what can be done about it, and all that happened to it. */
export default async function SimPage({ params, searchParams }: Props) {
  const one = await show(showSim, { simId: (await params).id });
  const { said } = await filterOf(searchParams, ['said'] as const);
  const t = await getTranslations('life');
  const actor = await currentActor();
  return (
    <>
      <PageHeader
        title={<span className="break-all font-mono">{one.isMasked ? one.iccid : inFours(one.iccid)}</span>}
        badge={<LifeBadge state={one.state} />}
        description={one.isMasked ? t('number.masked') : undefined}
        back={may(actor, 'stock.import.list') ? { href: '/admin/stock', label: t('sim.back') } : undefined}
      />
      <div className="space-y-5">
        {said === 'done' ? (
          <Alert tone="fine" role="status">
            {t('act.done')}
          </Alert>
        ) : null}
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <div className="min-w-0 space-y-5">
            <Facts one={one} />
            <Deeds one={one} />
          </div>
          <Card
            title={t('number.life')}
            actions={
              may(actor, 'audit.list') ? (
                <LinkButton size="sm" href={`/admin/audit?subject=sim:${one.id}`}>
                  {t('number.audit')}
                </LinkButton>
              ) : null
            }
          >
            <LifeTimeline events={one.events} of="card" />
          </Card>
        </div>
      </div>
    </>
  );
}

async function Facts({ one }: { one: ShownSim }) {
  const t = await getTranslations('life');
  const { number, holder, iccid, isMasked } = one;
  return (
    <Card title={t('number.card')}>
      <DescriptionList
        facts={[
          {
            term: t('sim.iccid'),
            detail: <Identifier value={iccid} what={t('sim.iccid')} copy={!isMasked} />,
          },
          {
            term: t('sim.number'),
            detail: number ? (
              <span className="flex flex-wrap items-center gap-2">
                <Link href={`/admin/numbers/${number.id}`} className="rounded-sm tabular-nums underline">
                  {isMasked ? number.msisdn : spellMsisdn(number.msisdn as Msisdn)}
                </Link>
                <LifeBadge state={number.state} />
              </span>
            ) : (
              t('sim.none')
            ),
          },
          {
            term: t('number.holder'),
            detail: holder?.id ? (
              <Link href={`/admin/people/${holder.id}`} className="rounded-sm underline">
                {holder.name}
              </Link>
            ) : (
              (holder?.name ?? t('number.nobody'))
            ),
          },
          { term: t('number.since'), detail: <Time value={one.since} /> },
          { term: t('sim.inStock'), detail: <Time value={one.createdAt} shape="exact" /> },
        ]}
      />
    </Card>
  );
}

async function Deeds({ one: { id, may: open, isBeingMoved } }: { one: ShownSim }) {
  const t = await getTranslations('life');
  const about = { simId: id };
  return (
    <Card title={t('act.title')}>
      {isBeingMoved ? <Alert tone="look">{t('sim.moving')}</Alert> : null}
      {open.length === 0 && !isBeingMoved ? <p className="text-ink-soft">{t('act.nothing')}</p> : null}
      <div className="space-y-3">
        {open.includes('block') ? (
          <Disclosure title={t('act.block')}>
            <ReasonForm
              {...{ about, action: blockAction, label: t('act.block'), text: t('act.blockText') }}
              danger
            />
          </Disclosure>
        ) : null}
        {open.includes('retire') ? (
          <Disclosure title={t('act.retireSim')}>
            <ReasonForm
              {...{ about, action: retireSimAction, label: t('act.retireSim'), text: t('act.retireSimText') }}
              danger
            />
          </Disclosure>
        ) : null}
      </div>
    </Card>
  );
}
