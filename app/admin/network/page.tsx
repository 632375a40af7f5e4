import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/table/data-table';
import { Card } from '@/components/ui/card';
import { ClientWords } from '@/components/ui/client-words';
import { EmptyState } from '@/components/ui/empty-state';
import { RadioTower } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { listNetworkEvents } from '@/lib/sim/network/list-events';
import { filterOf, type SearchParams } from '../../list-filter';
import { importNetworkAction } from './actions';
import { ImportForm } from './form';

const PATH = '/admin/network';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('network'))('title') };
}

/** What the network has said of numbers, and the file by which it says more. */
export default async function NetworkPage({ searchParams }: { searchParams: SearchParams }) {
  const { before } = await filterOf(searchParams, ['before'] as const);
  const { events, next } = await show(listNetworkEvents, { before });
  const [t, words] = [await getTranslations('network'), await getTranslations('life.event')];
  const kinds = ['imei-changed', 'forwarding-on', 'forwarding-off'].join(', ');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        {may(await currentActor(), 'network.import') ? (
          <Card title={t('importTitle')} description={t('kinds', { kinds })}>
            <ClientWords namespaces={['network']}>
              <ImportForm action={importNetworkAction} />
            </ClientWords>
          </Card>
        ) : null}
        <Card flush>
          <DataTable
            caption={t('title')}
            rows={events}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'number',
                header: t('number'),
                cell: ({ numberId, msisdn }) => (
                  <Link href={`/admin/numbers/${numberId}`} className="rounded-sm font-mono underline">
                    {msisdn}
                  </Link>
                ),
              },
              { key: 'kind', header: t('what'), cell: ({ kind }) => words(kind) },
              { key: 'at', header: t('at'), cell: ({ at }) => <Time value={at} /> },
              {
                key: 'reference',
                header: t('reference'),
                cell: ({ reference }) => <span className="break-all font-mono text-small">{reference}</span>,
              },
            ]}
            empty={
              <EmptyState icon={<RadioTower />} title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            }
            paging={{
              next: next ? `${PATH}?before=${next}` : undefined,
              first: before ? PATH : undefined,
            }}
          />
        </Card>
      </div>
    </>
  );
}
