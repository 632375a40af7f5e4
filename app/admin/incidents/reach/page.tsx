import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect, FilterText } from '@/components/table/filters';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Search } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { showFiltered } from '@/lib/entry/page';
import { REACH_OF } from '@/lib/person/incident/read-reach';
import { type ShownReach, showReach } from '@/lib/person/incident/show-reach';
import { filterOf, type SearchParams } from '../../../list-filter';
import { FilterProblems } from '../../filter-problems';
import { ReachDeeds } from './deeds';
import { EndSessions } from './end-sessions';
import { ReachFigures } from './figures';
import { ReachSessions } from './sessions';

const PATH = '/admin/incidents/reach';
const HOURS = { '1': 'hour', '24': 'day', '168': 'week', '720': 'month' } as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('incident.reach'))('title') };
}

/** What a person, a browser or an address touched in the last hours, and the way to end it all at once. */
export default async function ReachPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await filterOf(searchParams, ['of', 'id', 'hours', 'end'] as const);
  const { end, ...input } = asked;
  const of = REACH_OF.find((one) => one === input.of) ?? 'person';
  const hours = input.hours ?? '24';
  const { shown, problems } = input.id
    ? await showFiltered(showReach, { of, id: input.id, hours })
    : { shown: undefined, problems: undefined };
  const t = await getTranslations('incident.reach');
  return (
    <>
      <PageHeader
        title={shown ? await titleOf(of, input.id ?? '', shown) : t('title')}
        description={t('description')}
        back={{ href: '/admin/incidents', label: (await getTranslations('incident.file'))('back') }}
      />
      <div className="space-y-5">
        <Card flush>
          <FilterBar path={PATH} active={input.id !== undefined}>
            <FilterSelect
              name="of"
              label={t('of')}
              value={of}
              all={t('person')}
              options={[
                { value: 'device', label: t('device') },
                { value: 'address', label: t('address') },
              ]}
            />
            <FilterText name="id" label={t('id')} value={input.id} />
            <FilterSelect
              name="hours"
              label={t('hours')}
              value={hours}
              all={t('day')}
              options={(['1', '168', '720'] as const).map((value) => ({ value, label: t(HOURS[value]) }))}
            />
          </FilterBar>
          {problems ? (
            <FilterProblems
              title={(await getTranslations('incident.list'))('badFilter')}
              problems={problems}
            />
          ) : null}
          {shown || problems ? null : (
            <EmptyState icon={<Search />} title={t('ask')}>
              {t('askText')}
            </EmptyState>
          )}
        </Card>
        {shown && input.id ? (
          <>
            {shown.cut ? <Alert tone="look">{t('cut')}</Alert> : null}
            <EndSessions
              asked={{ of, id: input.id, hours }}
              live={shown.sessions.live}
              confirms={end !== undefined}
            />
            <ReachFigures seen={shown} />
            <ReachSessions seen={shown} />
            <ReachDeeds seen={shown} />
          </>
        ) : null}
      </div>
    </>
  );
}

async function titleOf(of: (typeof REACH_OF)[number], id: string, { name }: ShownReach) {
  const t = await getTranslations('incident.reach');
  if (of === 'person') return t('ofPerson', { name: name ?? '–' });
  return of === 'device' ? t('ofDevice') : t('ofAddress', { address: id });
}
