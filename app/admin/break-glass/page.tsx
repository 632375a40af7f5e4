import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { type Column, DataTable } from '@/components/table/data-table';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Hammer } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { type ShownBreakGlass, showBreakGlass } from '@/lib/person/break-glass/show';
import { may } from '@/lib/policy/actor';
import { filterOf, type SearchParams } from '../../list-filter';
import { askAction } from './actions';
import { Standing } from './standing';

const PATH = '/admin/break-glass';
const SAID = ['asked', 'opened', 'ended'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alarm.glass'))('title') };
}

/** The way to an owner's permissions when no owner can be reached: what stands, what was, and how to ask. */
export default async function BreakGlassPage({ searchParams }: { searchParams: SearchParams }) {
  const { ask, said } = await filterOf(searchParams, ['ask', 'said'] as const);
  const { all } = await show(showBreakGlass);
  const [t, actor] = [await getTranslations('alarm.glass'), await currentActor()];
  const [standing, past] = [
    all.filter(({ state }) => state !== 'over'),
    all.filter(({ state }) => state === 'over'),
  ];
  const mayAsk = may(actor, 'break-glass.ask') && !standing.some(({ isOwn }) => isOwn);
  const isAsking = mayAsk && ask !== undefined;
  if (isAsking && (await needsFreshProof())) return sendAway('/step-up');
  const done = SAID.find((word) => word === said);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          mayAsk && !isAsking ? (
            <LinkButton href={`${PATH}?ask=1`} prefetch={false}>
              {t('ask')}
            </LinkButton>
          ) : null
        }
      />
      <div className="space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(`said.${done}`)}
          </Alert>
        ) : null}
        {isAsking ? <Ask /> : null}
        {standing.map((one) => (
          <Standing key={one.id} one={one} />
        ))}
        <Past past={past} />
      </div>
    </>
  );
}

async function Ask() {
  const t = await getTranslations('alarm.glass');
  return (
    <Card title={t('askTitle')} description={t('askText')} className="border-look-line">
      <CommandForm action={askAction} label={t('askTitle')} className="max-w-lg space-y-4">
        <TextField
          name="reason"
          label={t('reason')}
          hint={t('reasonHint')}
          maxLength={200}
          autoComplete="off"
        />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{t('submit')}</SubmitButton>
          <LinkButton href={PATH}>{t('cancel')}</LinkButton>
        </div>
      </CommandForm>
    </Card>
  );
}

async function Past({ past }: { past: ShownBreakGlass[] }) {
  const t = await getTranslations('alarm.glass');
  const columns: Column<ShownBreakGlass>[] = [
    { key: 'who', header: t('who'), cell: ({ asker }) => asker },
    { key: 'why', header: t('why'), cell: ({ reason }) => reason },
    { key: 'opener', header: t('opener'), cell: ({ opener }) => opener ?? t('notOpened') },
    { key: 'when', header: t('when'), cell: ({ askedAt }) => <Time value={askedAt} /> },
    {
      key: 'ended',
      header: t('ended'),
      cell: ({ until, ender }) => (
        <>
          <Time value={until} /> {ender ? t('endedBy', { name: ender }) : null}
        </>
      ),
    },
  ];
  return (
    <Card title={t('past')} flush>
      <DataTable
        caption={t('caption')}
        columns={columns}
        rows={past}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={<Hammer />} title={t('none')}>
            {t('noneText')}
          </EmptyState>
        }
      />
    </Card>
  );
}
