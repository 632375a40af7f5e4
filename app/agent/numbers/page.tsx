import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ReasonForm } from '@/components/sim/reason-form';
import { LifeBadge } from '@/components/sim/state-badge';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSearch } from '@/components/table/filters';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { showFiltered } from '@/lib/entry/page';
import { findNumber } from '@/lib/sim/life/find-number';
import { filterOf, type SearchParams } from '../../list-filter';
import { resumeNumberAction, suspendNumberAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('life.find'))('title') };
}

const SAID = ['suspended', 'resumed'] as const;

/** Finds the number that a caller or a customer says, and suspends it. */
export default async function AgentNumbersPage({ searchParams }: { searchParams: SearchParams }) {
  const { number, said } = await filterOf(searchParams, ['number', 'said'] as const);
  const t = await getTranslations('life.find');
  const { found, problem } = await lookFor(number);
  const done = SAID.find((word) => word === said);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(`said_${done}`)}
          </Alert>
        ) : null}
        <Card flush>
          <FilterBar path="/agent/numbers" active={Boolean(number)}>
            <FilterSearch name="number" label={t('number')} value={number} />
          </FilterBar>
        </Card>
        {number && !found ? (
          <Alert tone="look" role="status">
            {problem ?? t('none')}
          </Alert>
        ) : null}
        {found ? <FoundNumber found={found} /> : null}
      </div>
    </>
  );
}

async function lookFor(number: string | undefined) {
  const { shown, problems } = await showFiltered(findNumber, { number });
  return { found: shown?.found ?? null, problem: problems?.number?.[0] };
}

type Found = NonNullable<Awaited<ReturnType<typeof findNumber.run>>['found']>;

async function FoundNumber({ found }: { found: Found }) {
  const [t, number, act] = [
    await getTranslations('life.find'),
    await getTranslations('life.number'),
    await getTranslations('life.act'),
  ];
  const about = { numberId: found.id };
  return (
    <Card
      title={<span className="tabular-nums">{found.msisdn}</span>}
      actions={<LifeBadge state={found.state} />}
    >
      <DescriptionList
        facts={[
          { term: t('holder'), detail: found.holder ?? number('nobody') },
          {
            term: t('card'),
            detail: found.iccid ? <span className="font-mono">{found.iccid}</span> : number('noCard'),
          },
          { term: number('since'), detail: <Time value={found.since} /> },
          found.suspendedBy
            ? { term: number('suspendedBy'), detail: number(`by_${found.suspendedBy}`) }
            : null,
          {
            term: number('portOut'),
            detail: found.isPortOutLocked ? number('locked') : number('open'),
          },
        ]}
      />
      <div className="mt-5 space-y-4">
        {found.isBeingMoved ? <Alert tone="look">{number('moving')}</Alert> : null}
        {found.maySuspend ? (
          <>
            <p className="text-ink-soft">{t('ask')}</p>
            <ReasonForm
              {...{ about, action: suspendNumberAction, label: act('suspend'), text: act('suspendText') }}
            />
          </>
        ) : null}
        {found.mayResume ? (
          <ReasonForm
            {...{ about, action: resumeNumberAction, label: act('resume'), text: act('resumeText') }}
          />
        ) : null}
        {found.state === 'suspended' && !found.mayResume ? (
          <p className="text-ink-soft">{t('staysSo')}</p>
        ) : null}
      </div>
    </Card>
  );
}
