import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { LifeBadge } from '@/components/sim/state-badge';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import { type Msisdn, spellMsisdn } from '@/lib/base/msisdn';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { type ShownNumber, showNumber } from '@/lib/sim/life/show-number';
import type { SearchParams } from '../../../list-filter';
import { Holder, LifePage } from '../../life-page';
import { NumberDeeds } from './deeds';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('life.number'))('title') };
}

/** A number on one page: where it stands, whose it is, what can be done about it, and all that happened to it. */
export default async function NumberPage({ params, searchParams }: Props) {
  const one = await show(showNumber, { numberId: (await params).id });
  const t = await getTranslations('life');
  const back = may(await currentActor(), 'person.list')
    ? { href: '/admin/people', label: t('number.back') }
    : undefined;
  return (
    <LifePage
      title={one.isMasked ? one.msisdn : spellMsisdn(one.msisdn as Msisdn)}
      of="number"
      noun="number"
      {...{ one, back, searchParams }}
    >
      <Facts one={one} />
      <NumberDeeds one={one} />
    </LifePage>
  );
}

async function Facts({ one }: { one: ShownNumber }) {
  const t = await getTranslations('life.number');
  const { holder, sim, portOut, swap } = one;
  return (
    <Card title={t('title')}>
      <DescriptionList
        facts={[
          {
            term: t('holder'),
            detail: <Holder holder={holder} nobody={t('nobody')} />,
          },
          {
            term: t('card'),
            detail: sim ? (
              <span className="flex flex-wrap items-center gap-2">
                <Link href={`/admin/sims/${sim.id}`} className="break-all rounded-sm font-mono underline">
                  {sim.iccid}
                </Link>
                <LifeBadge state={sim.state} />
              </span>
            ) : (
              t('noCard')
            ),
          },
          swap ? { term: t('moving'), detail: <span className="font-mono">{swap.number}</span> } : null,
          one.suspendedBy ? { term: t('suspendedBy'), detail: t(`by_${one.suspendedBy}`) } : null,
          {
            term: t('portOut'),
            detail: portOut.isLocked ? (
              portOut.endsAt ? (
                <>
                  {t('unlocking')} <Time value={portOut.endsAt} shape="exact" />
                </>
              ) : (
                t('locked')
              )
            ) : (
              t('open')
            ),
          },
          { term: t('since'), detail: <Time value={one.since} /> },
          {
            term: t('activated'),
            detail: one.activatedAt ? <Time value={one.activatedAt} shape="exact" /> : t('notYet'),
          },
          one.restsUntil ? { term: t('rests'), detail: <Time value={one.restsUntil} shape="exact" /> } : null,
          one.hasLeft ? { term: t('portOut'), detail: t('left') } : null,
        ]}
      />
    </Card>
  );
}
