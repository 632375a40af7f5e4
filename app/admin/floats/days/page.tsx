import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect, FilterText } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { DayTable } from '@/components/wallet/day-table';
import { listFloatDays } from '@/lib/counter/float/day-lists';
import { showFiltered } from '@/lib/entry/page';
import { filterOf, type SearchParams } from '../../../list-filter';
import { FilterProblems } from '../../filter-problems';

const PATH = '/admin/floats/days';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('float.days'))('title') };
}

/** The days of all agents, with what they counted and by how much it differs. */
export default async function FloatDaysPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, ['day', 'differing', 'after'] as const);
  const { shown, problems } = await showFiltered(listFloatDays, filter);
  const t = await getTranslations('float.days');
  const { after, ...kept } = filter;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/admin/floats', label: t('back') }}
      />
      <Card flush>
        <FilterBar path={PATH} active={Boolean(filter.day || filter.differing)}>
          <FilterText type="date" name="day" label={t('day')} value={filter.day} />
          <FilterSelect
            name="differing"
            label={t('difference')}
            value={filter.differing}
            all={t('all')}
            options={[{ value: 'yes', label: t('differing') }]}
          />
        </FilterBar>
        {problems ? <FilterProblems title={t('badFilter')} problems={problems} /> : null}
        <DayTable
          caption={t('title')}
          days={shown?.days ?? []}
          link={({ agent, day }) => ({ href: `/admin/floats/${agent?.id}`, label: `${agent?.name}, ${day}` })}
          emptyText={t('emptyText')}
          paging={{
            next: shown?.next ? pageLink(PATH, kept, { after: shown.next }) : undefined,
            first: after ? pageLink(PATH, kept) : undefined,
          }}
        />
      </Card>
    </>
  );
}
