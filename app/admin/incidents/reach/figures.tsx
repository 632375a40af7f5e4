import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { StatTile } from '@/components/chart/stat-tile';
import { Card } from '@/components/ui/card';
import { Money } from '@/components/ui/money';
import type { ShownReach } from '@/lib/person/incident/show-reach';

/** How many people and SIMs, and how much money; then who, by name. */
export function ReachFigures({ seen }: { seen: ShownReach }) {
  const [t, format] = [useTranslations('incident.reach'), useFormatter()];
  const { touched, actors, moved, simsRegistered } = seen;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2 sm:gap-4 lg:grid-cols-4">
        <StatTile label={t('touched')} value={format.number(touched.count)} detail={t('touchedHint')} />
        {moved.length === 0 ? <StatTile label={t('moved')} value={t('noMoney')} /> : null}
        {moved.map(({ currency, count, sum }) => (
          <StatTile
            key={currency}
            label={t('moved')}
            value={<Money amount={sum} currency={currency} />}
            detail={t('movements', { count })}
          />
        ))}
        <StatTile label={t('sims')} value={format.number(simsRegistered)} />
        <StatTile label={t('actors')} value={format.number(actors.count)} />
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Names title={t('touched')} people={touched} />
        <Names title={t('actors')} people={actors} />
      </div>
    </>
  );
}

function Names({ title, people }: { title: string; people: ShownReach['touched'] }) {
  const t = useTranslations('incident.reach');
  if (people.count === 0) return null;
  const more = people.count - people.shown.length;
  return (
    <Card title={title}>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {people.shown.map(({ id, name }) => (
          <li key={id}>
            <Link
              href={`/admin/people/${id}`}
              prefetch={false}
              className="rounded-sm underline underline-offset-2"
            >
              {name}
            </Link>
          </li>
        ))}
        {more > 0 ? <li className="text-ink-soft">{t('more', { count: more })}</li> : null}
      </ul>
    </Card>
  );
}
