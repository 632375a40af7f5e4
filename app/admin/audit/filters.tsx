import { getTranslations } from 'next-intl/server';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect, FilterText } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Download } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { currentActor } from '@/lib/entry/current-actor';
import { may } from '@/lib/policy/actor';
import { PERMISSIONS } from '@/lib/policy/permissions';

export const FILTERS = ['command', 'outcome', 'actor', 'subject', 'ip', 'from', 'to'] as const;

type Filter = Partial<Record<(typeof FILTERS)[number], string>>;

/** The filters of the audit log, all in the address; and the same as a file, for whoever may take it away. */
export async function AuditFilters({ path, filter }: { path: string; filter: Filter }) {
  const [t, file, deed, actor] = [
    await getTranslations('audit.filter'),
    await getTranslations('audit.file'),
    await getTranslations('deed'),
    await currentActor(),
  ];
  const mayExport = may(actor, 'audit.export');
  const { command, outcome } = filter;
  const commands = PERMISSIONS.map((value) => ({
    value: value as string,
    label: deed(value.replaceAll('.', '_') as Parameters<typeof deed>[0]),
  })).toSorted((a, b) => a.label.localeCompare(b.label));
  const outcomes = ['done', 'refused'].map((value) => ({ value, label: t(value as 'done' | 'refused') }));
  if (outcome && !outcomes.some(({ value }) => value === outcome))
    outcomes.push({ value: outcome, label: t('code', { code: outcome }) });
  return (
    <FilterBar
      path={path}
      active={Object.keys(filter).length > 0}
      actions={
        mayExport ? (
          <LinkButton icon={<Download />} href={pageLink(path, filter, { file: 'csv' })} prefetch={false}>
            {file('link')}
          </LinkButton>
        ) : null
      }
    >
      <FilterSelect
        name="command"
        label={t('command')}
        value={command}
        all={t('anyCommand')}
        options={
          command && !commands.some(({ value }) => value === command)
            ? [...commands, { value: command, label: command }]
            : commands
        }
      />
      <FilterSelect
        name="outcome"
        label={t('outcome')}
        value={outcome}
        all={t('anyOutcome')}
        options={outcomes}
      />
      <FilterText name="from" type="date" label={t('from')} value={filter.from} />
      <FilterText name="to" type="date" label={t('to')} value={filter.to} />
      <FilterText name="actor" label={t('actor')} value={filter.actor} />
      <FilterText name="subject" label={t('subject')} value={filter.subject} />
      <FilterText name="ip" label={t('ip')} value={filter.ip} />
    </FilterBar>
  );
}
