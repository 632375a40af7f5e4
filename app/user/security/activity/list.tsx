import { getTranslations } from 'next-intl/server';
import { ActivityTable } from '@/components/security/activity-table';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSelect } from '@/components/table/filters';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { show } from '@/lib/entry/page';
import { ACTIVITY_KINDS, ownActivity } from '@/lib/person/own-activity';

import { ReportButton } from '../report-button';

type Props = {
  path: string;
  caption: string;
  /** The kind that this page is about; without it the reader chooses. */
  only?: (typeof ACTIVITY_KINDS)[number];
  asked: { kind?: string; outcome?: string; before?: string };
};

/** One's own trail with its filters, all in the address. What the address says wrongly is not filtered by. */
export async function ActivityList({ path, caption, only, asked }: Props) {
  const kind = only ?? ACTIVITY_KINDS.find((one) => one === asked.kind);
  const outcome = (['done', 'refused'] as const).find((one) => one === asked.outcome);
  const filter = { ...(kind && !only && { kind }), ...(outcome && { outcome }) };
  const { before } = asked;
  const { events, next, cut } = await show(ownActivity, {
    ...filter,
    ...(kind && { kind }),
    ...(before && { before }),
  });
  const [t, report] = [await getTranslations('security.activity'), await getTranslations('incident.report')];
  return (
    <Card flush>
      <FilterBar path={path} active={Object.keys(filter).length > 0}>
        {only ? null : (
          <FilterSelect
            name="kind"
            label={t('kind')}
            value={kind}
            all={t('anyKind')}
            options={ACTIVITY_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        )}
        <FilterSelect
          name="outcome"
          label={t('outcome')}
          value={outcome}
          all={t('anyOutcome')}
          options={(['done', 'refused'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </FilterBar>
      <ActivityTable
        caption={caption}
        events={events}
        cut={cut}
        action={{
          header: report('column'),
          cell: ({ id, command, by }) =>
            by === 'self' || by === 'stranger' ? (
              <ReportButton field="eventId" id={id} what={command} />
            ) : null,
        }}
        paging={{
          next: next && pageLink(path, filter, { before: next }),
          first: before && pageLink(path, filter),
          shown: cut ? t('cut') : undefined,
        }}
      />
    </Card>
  );
}
