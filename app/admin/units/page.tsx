import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { type Column, DataTable } from '@/components/table/data-table';
import { pageLink } from '@/components/table/page-link';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Building2 } from '@/components/ui/icons';
import { PageHeader } from '@/components/ui/page-header';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { UNIT_KINDS } from '@/lib/tenant/create-unit';
import { type ListedUnit, listUnits } from '@/lib/tenant/list-units';
import { filterOf, type SearchParams } from '../../list-filter';
import { createUnitAction } from './actions';

const PATH = '/admin/units';
const INDENT = ['', 'md:pl-6', 'md:pl-12', 'md:pl-18', 'md:pl-24'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin.units'))('title') };
}

/** The tree of units, and the form that adds to it. */
export default async function UnitsPage({ searchParams }: { searchParams: SearchParams }) {
  const { after, said } = await filterOf(searchParams, ['after', 'said'] as const);
  const { units, next } = await show(listUnits, { ...(after && { after }) });
  const [t, actor] = [await getTranslations('admin.units'), await currentActor()];
  const mayMake = may(actor, 'unit.create');
  const columns: Column<ListedUnit>[] = [
    {
      key: 'name',
      header: t('name'),
      cell: ({ name, depth }) => (
        <span className={INDENT[Math.min(depth, INDENT.length - 1)]}>
          {name}
          {depth > 0 ? <span className="sr-only">, {t('below', { depth })}</span> : null}
        </span>
      ),
    },
    { key: 'kind', header: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
    {
      key: 'people',
      header: t('people'),
      align: 'end',
      cell: ({ people, more }) => (more ? t('more', { count: people }) : people),
    },
  ];
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="space-y-5">
        {said === 'made' ? (
          <Alert tone="fine" role="status">
            {t('made')}
          </Alert>
        ) : null}
        <Card flush>
          <DataTable
            caption={t('caption')}
            columns={columns}
            rows={units}
            rowKey={({ id }) => id}
            rowLink={({ id, name }) => ({ href: `/admin/people?unit=${id}`, label: name })}
            empty={
              <EmptyState icon={<Building2 />} title={t('empty')}>
                {mayMake ? t('emptyText') : null}
              </EmptyState>
            }
            paging={{ next: next && pageLink(PATH, {}, { after: next }), first: after && PATH }}
          />
        </Card>
        {mayMake ? <MakeUnit units={units} /> : null}
      </div>
    </>
  );
}

async function MakeUnit({ units }: { units: ListedUnit[] }) {
  const t = await getTranslations('admin.units');
  return (
    <Card title={t('make')} className="max-w-xl">
      <CommandForm key={units.length} action={createUnitAction} label={t('make')}>
        <TextField name="name" label={t('unitName')} maxLength={80} />
        <SelectField
          name="kind"
          label={t('kind')}
          options={UNIT_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        />
        <SelectField
          name="parentId"
          label={t('parent')}
          optional
          choose={t('top')}
          options={units.map(({ id, name, depth }) => ({
            value: id,
            label: `${'\u2003'.repeat(depth)}${name}`,
          }))}
        />
        <SubmitButton>{t('submit')}</SubmitButton>
      </CommandForm>
    </Card>
  );
}
