import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { currentActor } from '@/lib/entry/current-actor';
import { may } from '@/lib/policy/actor';
import { filterOf, type SearchParams } from '../../list-filter';
import { LiveSwaps, SWAP_FILTERS, SwapList } from '../../swap-file/list';

const START = '/agent/swaps/new';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swap'))('title') };
}

/** An agent's own swaps; for a supervisor the queue of those that wait for a second pair of eyes. */
export default async function AgentSwapsPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, SWAP_FILTERS);
  const [t, after, actor] = [
    await getTranslations('swap'),
    await getTranslations('swapAfter.release'),
    await currentActor(),
  ];
  const start = may(actor, 'sim.swap.request') ? (
    <LinkButton href={START} variant="primary">
      {t('list.start')}
    </LinkButton>
  ) : null;
  const reviews = may(actor, 'sim.swap.list');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t(reviews ? 'list.queueDescription' : 'list.agentDescription')}
        actions={
          <>
            <LiveSwaps />
            {may(actor, 'sim.swap.release-document') ? (
              <LinkButton href="/agent/swaps/release">{after('link')}</LinkButton>
            ) : null}
            {start}
          </>
        }
      />
      <SwapList
        path="/agent/swaps"
        filter={filter}
        of={reviews ? 'all' : 'mine'}
        empty={{ text: t(start ? 'list.emptyAgent' : 'list.emptyText'), action: start }}
      />
    </>
  );
}
