import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { FlowBars } from '@/components/chart/flow-bars';
import { StatTile } from '@/components/chart/stat-tile';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Card } from '@/components/ui/card';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import type { Permission } from '@/lib/policy/permissions';
import { type Dashboard, showDashboard } from '@/lib/tenant/dashboard';
import { liveWords } from '../../live-words';
import { Latest } from './latest';
import { SimStates } from './sim-states';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin.dashboard'))('title') };
}

/** The state of the tenant at a glance, kept up to date while somebody looks at it. */
export default async function DashboardPage() {
  const seen = await show(showDashboard);
  const [t, actor] = [await getTranslations('admin.dashboard'), await currentActor()];
  const may = (name: Permission) => actor.kind === 'person' && actor.principal.permissions.includes(name);
  const words = await liveWords();
  return (
    <>
      <PageHeader title={t('title')} actions={<LiveRefresh words={words} />} />
      <div className="space-y-5">
        <Tiles seen={seen} may={may} />
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <Flow seen={seen} />
          <SimStates sims={seen.sims} mayImport={may('stock.import.begin')} />
        </div>
        {may('audit.list') ? <Latest events={seen.latest} /> : null}
        {seen.countedAt ? (
          <p className="text-ink-soft text-small">
            {t('countedAt')} <Time value={seen.countedAt} />
          </p>
        ) : null}
      </div>
    </>
  );
}

type TilesProps = { seen: Dashboard; may: (name: Permission) => boolean };

async function Tiles({ seen, may }: TilesProps) {
  const [t, format] = [await getTranslations('admin.dashboard'), await getFormatter()];
  const { people, numbersActive, sims, floats, currency, days, incidents } = seen;
  const link = (name: Permission, href: string) => (may(name) ? href : undefined);
  const tile = (label: string, values: number[], href?: string) => (
    <StatTile
      label={label}
      value={format.number(values.at(-1) ?? 0)}
      detail={t('yesterday', { count: values.at(-2) ?? 0 })}
      series={{ values, label: t('thirtyDays', { label }) }}
      href={href}
    />
  );
  const moved = days.map(({ deposited, transferred }) => deposited + transferred);
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      <div className="grid max-lg:col-span-2">
        <StatTile
          label={t('moved')}
          value={<Money amount={moved.at(-1) ?? 0n} currency={currency} />}
          detail={t('moves', { count: days.at(-1)?.moves ?? 0 })}
          // A picture needs no more than this precision; the sums above it are whole.
          series={{ values: moved.map(Number), label: t('thirtyDays', { label: t('moved') }) }}
        />
      </div>
      {tile(t('registrations'), seen.registrations)}
      {tile(t('signIns'), seen.signIns)}
      {tile(t('refusals'), seen.refusals, link('audit.list', '/admin/audit?outcome=refused'))}
      <StatTile
        label={t('people')}
        value={format.number(people)}
        href={link('person.list', '/admin/people')}
      />
      <StatTile label={t('numbers')} value={format.number(numbersActive)} />
      <StatTile
        label={t('sims')}
        value={format.number(Object.values(sims).reduce((sum, count) => sum + count, 0))}
        href={link('stock.summary', '/admin/stock')}
      />
      {incidents ? (
        <StatTile
          label={(await getTranslations('incident'))('tile')}
          value={`${format.number(incidents.open)}${incidents.more ? '+' : ''}`}
          href="/admin/incidents"
        />
      ) : null}
      <div className="grid max-lg:col-span-2">
        <StatTile
          label={t('floats')}
          value={<Money amount={floats} currency={currency} />}
          href={link('float.list', '/admin/floats')}
        />
      </div>
    </div>
  );
}

async function Flow({ seen: { currency, days } }: { seen: Dashboard }) {
  const [t, format] = [await getTranslations('admin.dashboard'), await getFormatter()];
  return (
    <Card title={t('flow')} description={t('flowHint')}>
      <FlowBars
        label={t('flow')}
        currency={currency}
        words={{ in: t('deposited'), out: t('transferred') }}
        days={days.map(({ day, deposited, transferred }) => ({
          key: day,
          // A day of the tenant's calendar is a day, in whichever zone it is read.
          label: format.dateTime(new Date(`${day}T12:00:00Z`), {
            day: 'numeric',
            month: 'short',
            timeZone: 'UTC',
          }),
          in: deposited,
          out: transferred,
        }))}
      />
    </Card>
  );
}
