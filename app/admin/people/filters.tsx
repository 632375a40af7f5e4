import { getTranslations } from 'next-intl/server';
import { FilterBar } from '@/components/table/filter-bar';
import { FilterSearch, FilterSelect } from '@/components/table/filters';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { PERSON_STATUSES } from '@/lib/person/list-people';
import { listRoles } from '@/lib/person/list-roles';
import { may } from '@/lib/policy/actor';
import { isBuiltIn } from '@/lib/policy/roles';
import { listUnits } from '@/lib/tenant/list-units';

type Filter = { q?: string; role?: string; status?: string; unit?: string };

/** Search and filters of the list of people; roles and units only for whoever may see them. */
export async function PeopleFilters({ path, filter }: { path: string; filter: Filter }) {
  const [t, status, role] = [
    await getTranslations('admin.people'),
    await getTranslations('admin.status'),
    await getTranslations('admin.role'),
  ];
  const actor = await currentActor();
  const { roles } = may(actor, 'role.list') ? await show(listRoles) : { roles: [] };
  const { units } = may(actor, 'unit.list') ? await show(listUnits, { limit: 200 }) : { units: [] };
  const own =
    actor.kind === 'person' && actor.principal.unitId ? [{ value: 'own', label: t('ownUnit') }] : [];
  const indent = (depth: number) => '\u2003'.repeat(depth);
  return (
    <FilterBar path={path} active={Object.keys(filter).length > 0}>
      <FilterSearch name="q" label={t('search')} value={filter.q} />
      {roles.length > 0 ? (
        <FilterSelect
          name="role"
          label={t('role')}
          value={filter.role}
          all={t('anyRole')}
          options={roles.map(({ key, name }) => ({ value: key, label: isBuiltIn(key) ? role(key) : name }))}
        />
      ) : null}
      <FilterSelect
        name="status"
        label={t('status')}
        value={filter.status}
        all={t('anyStatus')}
        options={PERSON_STATUSES.map((value) => ({ value, label: status(value) }))}
      />
      {units.length > 0 ? (
        <FilterSelect
          name="unit"
          label={t('unit')}
          value={filter.unit}
          all={t('anyUnit')}
          options={[
            ...own,
            ...units.map(({ id, name, depth }) => ({ value: id, label: `${indent(depth)}${name}` })),
          ]}
        />
      ) : null}
    </FilterBar>
  );
}
