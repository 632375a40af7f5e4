import { getFormatter, getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { DataTable } from '@/components/table/data-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ShieldCheck } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Time } from '@/components/ui/time';
import { show } from '@/lib/entry/page';
import { replayPolicy } from '@/lib/tenant/policies/replay';
import type { WouldRefuse } from '@/lib/tenant/policies/shadow-hits';
import type { ShownPolicy } from '@/lib/tenant/policies/show';
import { AnswerBadge } from '../answer-badge';

type Rows = { caption: string; rows: WouldRefuse[]; empty: string; emptyText: string };

async function People({ caption, rows, empty, emptyText }: Rows) {
  const t = await getTranslations('policies.one');
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ personId, command, answer }) => `${personId} ${command} ${answer}`}
      rowLink={({ personId, name }) => ({ href: `/admin/people/${personId}`, label: name })}
      columns={[
        { key: 'person', header: t('person'), cell: ({ name }) => name },
        { key: 'deed', header: t('deed'), cell: ({ command }) => <DeedName command={command} /> },
        { key: 'answer', header: t('answer'), cell: ({ answer }) => <AnswerBadge answer={answer} /> },
        { key: 'times', header: t('times'), align: 'end', cell: ({ times }) => times },
        { key: 'last', header: t('last'), cell: ({ lastAt }) => <Time value={lastAt} /> },
      ]}
      empty={
        <EmptyState icon={<ShieldCheck />} title={empty}>
          {emptyText}
        </EmptyState>
      }
    />
  );
}

/** Whom a policy would have refused since it is tried, counted as it happens. */
export async function Hits({ shadow }: { shadow: NonNullable<ShownPolicy['shadow']> }) {
  const [t, format] = [await getTranslations('policies.one'), await getFormatter()];
  const values = {
    since: format.dateTime(shadow.since, { dateStyle: 'medium', timeStyle: 'short' }),
    count: shadow.times,
  };
  return (
    <Card title={t('hits')} description={t(shadow.more ? 'hitsMore' : 'hitsHint', values)} flush>
      <People caption={t('hits')} rows={shadow.rows} empty={t('noHits')} emptyText={t('noHitsText')} />
    </Card>
  );
}

type ReplayProps = { policyId: string; looksBack: boolean; before: string | undefined };

/** Whom it would have refused of what was done in the last seven days, a stretch at a time. */
export async function Replayed({ policyId, looksBack, before }: ReplayProps) {
  const t = await getTranslations('policies.one');
  const here = `/admin/policies/${policyId}`;
  if (!looksBack && !before)
    return (
      <Card title={t('replay')} description={t('replayHint')}>
        <LinkButton href={`${here}?replay=1`} prefetch={false}>
          {t('replayLook')}
        </LinkButton>
      </Card>
    );
  const replay = await show(replayPolicy, { policyId, ...(before ? { before } : {}) });
  const format = await getFormatter();
  const from = format.dateTime(replay.from, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Card title={t('replay')} description={t('replayHint')} flush>
      <div className="px-4 py-3 sm:px-5">
        <p>{t('replayCount', { looked: replay.looked, from, count: replay.times })}</p>
        {replay.unknown.length > 0 ? (
          <p className="mt-1 text-ink-soft text-small">
            {t('unknown', { names: replay.unknown.map((name) => `context.${name}`).join(', ') })}
          </p>
        ) : null}
      </div>
      <People
        caption={t('replay')}
        rows={replay.rows}
        empty={t('replayNone')}
        emptyText={t('replayNoneText')}
      />
      {replay.next ? (
        <div className="border-line border-t px-4 py-3 sm:px-5">
          <LinkButton href={`${here}?replay=1&before=${replay.next}`} prefetch={false}>
            {t('replayNext')}
          </LinkButton>
        </div>
      ) : null}
    </Card>
  );
}
