import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ListChecks } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { Money } from '@/components/ui/money';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { type ListedRaise, listRaises } from '@/lib/wallet/raises/take-back-raise';
import { takeBackAction } from './actions';

const PATH = '/admin/money/limits';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.raises'))('title') };
}

/** Everybody whose limits are raised now, and the form that ends a raise before its day. */
export default async function RaisesPage({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const { after } = await searchParams;
  const { raises, next, currency } = await show(listRaises, { after });
  const [t, actor] = [await getTranslations('rules.raises'), await currentActor()];
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<LinkButton href="/admin/money/accounts">{t('find')}</LinkButton>}
      />
      <div className="space-y-5">
        <Card flush>
          <DataTable
            caption={t('title')}
            rows={raises}
            rowKey={({ personId }) => personId}
            rowLink={({ accountId, personId, name }) => ({
              href: accountId ? `/admin/money/accounts/${accountId}` : `/admin/people/${personId}`,
              label: name,
            })}
            columns={await columns(currency)}
            empty={
              <EmptyState icon={<ListChecks />} title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            }
            paging={{ next: next && pageLink(PATH, {}, { after: next }), first: after && PATH }}
          />
        </Card>
        {raises.length > 0 && may(actor, 'limit.take-back') ? <TakeBack raises={raises} /> : null}
      </div>
    </>
  );
}

async function columns(currency: string): Promise<Column<ListedRaise>[]> {
  const [t, limits] = [await getTranslations('rules.raises'), await getTranslations('rules.limits')];
  const amount = (minor: bigint | null) =>
    minor === null ? '–' : <Money amount={minor} currency={currency} />;
  return [
    {
      key: 'name',
      header: t('who'),
      cell: ({ name, number }) => (
        <>
          {name} <span className="whitespace-nowrap text-ink-soft text-small">{number}</span>
        </>
      ),
    },
    ...(['perTransfer', 'outPerDay', 'outPerMonth', 'balance'] as const).map((name) => ({
      ...{ key: name, header: limits(name), align: 'end' as const },
      cell: (row: ListedRaise) => amount(row[name]),
    })),
    { key: 'until', header: t('until'), cell: ({ until }) => <Time value={until} /> },
  ];
}

async function TakeBack({ raises }: { raises: ListedRaise[] }) {
  const t = await getTranslations('rules.raises');
  return (
    <Card title={t('end')} description={t('endText')} className="max-w-xl">
      <CommandForm
        key={raises.map(({ personId }) => personId).join()}
        action={takeBackAction}
        label={t('end')}
      >
        <SelectField
          name="personId"
          label={t('who')}
          choose
          options={raises.map(({ personId, name }) => ({ value: personId, label: name }))}
        />
        <TextField name="reason" label={t('reason')} maxLength={300} autoComplete="off" />
        <SubmitButton variant="danger">{t('end')}</SubmitButton>
      </CommandForm>
    </Card>
  );
}
