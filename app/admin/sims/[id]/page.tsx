import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ReasonForm } from '@/components/sim/reason-form';
import { LifeBadge } from '@/components/sim/state-badge';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Disclosure } from '@/components/ui/disclosure';
import { Identifier, inFours } from '@/components/ui/identifier';
import { Time } from '@/components/ui/time';
import { type Msisdn, spellMsisdn } from '@/lib/base/msisdn';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { type ShownSim, showSim } from '@/lib/sim/life/show-sim';
import type { SearchParams } from '../../../list-filter';
import { Holder, LifePage } from '../../life-page';
import { blockAction, retireSimAction } from './actions';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('life.sim'))('title') };
}

/** A card on one page: where it stands, the number that it carries, what can be done about it, and all that happened to it. */
export default async function SimPage({ params, searchParams }: Props) {
  const one = await show(showSim, { simId: (await params).id });
  const t = await getTranslations('life');
  const back = may(await currentActor(), 'stock.import.list')
    ? { href: '/admin/stock', label: t('sim.back') }
    : undefined;
  return (
    <LifePage
      title={<span className="break-all font-mono">{one.isMasked ? one.iccid : inFours(one.iccid)}</span>}
      of="card"
      noun="sim"
      {...{ one, back, searchParams }}
    >
      <Facts one={one} />
      <Deeds one={one} />
    </LifePage>
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
            detail: <Holder holder={holder} nobody={t('number.nobody')} />,
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
