import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SeverityBadge } from '@/components/incident/severity-badge';
import { LiveRefresh } from '@/components/live/live-refresh';
import { type Column, DataTable } from '@/components/table/data-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ShieldCheck } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { showFiltered } from '@/lib/entry/page';
import { type ListedIncident, listIncidents } from '@/lib/person/incident/list';
import { may } from '@/lib/policy/actor';
import { SEVERITIES } from '@/lib/policy/response-settings';
import { INCIDENT_KINDS } from '@/lib/trust/incident/open-incident';
import { filterOf, type SearchParams } from '../../list-filter';
import { liveWords } from '../../live-words';
import { FilterProblems } from '../filter-problems';

const PATH = '/admin/incidents';
const NAMES = ['state', 'kind', 'severity', 'mine', 'overdue', 'person', 'before'] as const;
type Filter = Partial<Record<(typeof NAMES)[number], string>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('incident.list'))('title') };
}

/** What looked risky and waits for somebody, kept up to date while they look at it. */
export default async function IncidentsPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = await filterOf(searchParams, NAMES);
  const { shown, problems } = await showFiltered(listIncidents, filter);
  const [t, actor] = [await getTranslations('incident.list'), await currentActor()];
  const { before, ...kept } = filter;
  const words = await liveWords();
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <LiveRefresh words={words} />
            {may(actor, 'incident.reach') ? (
              <LinkButton href={`${PATH}/reach`}>{t('reach')}</LinkButton>
            ) : null}
          </>
        }
      />
      <Card flush>
        <Filters filter={filter} />
        {problems ? <FilterProblems title={t('badFilter')} problems={problems} /> : null}
        <Rows
          rows={shown?.incidents ?? []}
          paging={{
            next: shown?.next ? pageLink(PATH, kept, { before: shown.next }) : undefined,
            first: before ? pageLink(PATH, kept) : undefined,
            shown: shown?.cut ? t('cut') : undefined,
          }}
        />
      </Card>
    </>
  );
}

async function Filters({ filter }: { filter: Filter }) {
  const [t, kinds, severities] = [
    await getTranslations('incident.list'),
    await getTranslations('incident.kind'),
    await getTranslations('incident.severity'),
  ];
  const { before: _, ...narrowed } = filter;
  return (
    <FilterBar path={PATH} active={Object.keys(narrowed).length > 0}>
      <FilterSelect
        name="state"
        label={t('state')}
        value={filter.state}
        all={t('open')}
        options={[{ value: 'closed', label: t('closed') }]}
      />
      <FilterSelect
        name="kind"
        label={t('kind')}
        value={filter.kind}
        all={t('anyKind')}
        options={INCIDENT_KINDS.map((value) => ({ value, label: kinds(value) }))}
      />
      <FilterSelect
        name="severity"
        label={t('severity')}
        value={filter.severity}
        all={t('anySeverity')}
        options={SEVERITIES.map((value) => ({ value, label: severities(value) }))}
      />
      <FilterSelect
        name="mine"
        label={t('mine')}
        value={filter.mine}
        all={t('anyone')}
        options={[{ value: 'yes', label: t('justMine') }]}
      />
      <FilterSelect
        name="overdue"
        label={t('overdue')}
        value={filter.overdue}
        all={t('anyDue')}
        options={[{ value: 'yes', label: t('justOverdue') }]}
      />
      {filter.person ? <input type="hidden" name="person" value={filter.person} /> : null}
    </FilterBar>
  );
}

type RowsProps = { rows: ListedIncident[]; paging: Parameters<typeof DataTable>[0]['paging'] };

async function Rows({ rows, paging }: RowsProps) {
  const [t, kinds, file] = [
    await getTranslations('incident.list'),
    await getTranslations('incident.kind'),
    await getTranslations('incident.file'),
  ];
  const columns: Column<ListedIncident>[] = [
    { key: 'kind', header: t('kind'), cell: ({ kind }) => kinds(kind) },
    { key: 'severity', header: t('severity'), cell: ({ severity }) => <SeverityBadge severity={severity} /> },
    {
      key: 'who',
      header: t('who'),
      cell: ({ personName, ip }) =>
        personName ?? (ip ? <span className="font-mono text-caption">{ip}</span> : '–'),
    },
    { key: 'times', header: t('seen'), cell: ({ times }) => t('times', { count: times }), wide: true },
    { key: 'last', header: t('last'), cell: ({ lastAt }) => <Time value={lastAt} /> },
    {
      key: 'due',
      header: t('due'),
      cell: ({ dueAt, overdue, closedAt }) =>
        closedAt ? (
          <Badge tone="fine">{file('closedBadge')}</Badge>
        ) : (
          <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
            <Time value={dueAt} />
            {overdue ? <Badge tone="stop">{file('overdue')}</Badge> : null}
          </span>
        ),
    },
    {
      key: 'assigned',
      header: t('assigned'),
      cell: ({ assignedName }) => assignedName ?? <span className="text-ink-soft">{t('nobody')}</span>,
    },
  ];
  return (
    <DataTable
      caption={t('title')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowLink={({ id, kind, personName }) => ({
        href: `${PATH}/${id}`,
        label: [kinds(kind), personName].filter(Boolean).join(', '),
      })}
      empty={
        <EmptyState icon={<ShieldCheck />} title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      }
      paging={paging}
    />
  );
}
