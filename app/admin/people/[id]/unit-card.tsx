import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Card } from '@/components/ui/card';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import type { ShownPerson } from '@/lib/person/show-person';
import { may } from '@/lib/policy/actor';
import { listUnits } from '@/lib/tenant/list-units';
import { setUnitAction } from './actions';

/** Moves a person to another unit, for whoever may and where there are units. */
export async function UnitCard({ person }: { person: ShownPerson }) {
  const actor = await currentActor();
  if (!may(actor, 'person.set-unit') || !may(actor, 'unit.list')) return null;
  const [t, { units }] = [await getTranslations('admin.person'), await show(listUnits, { limit: 200 })];
  if (units.length === 0) return null;
  return (
    <Card title={t('move')}>
      <CommandForm
        key={person.unit?.id ?? 'none'}
        action={setUnitAction}
        label={t('move')}
        className="flex flex-wrap items-end gap-2"
      >
        <input type="hidden" name="personId" value={person.id} />
        <SelectField
          name="unitId"
          label={t('unit')}
          optional
          className="min-w-40 flex-1"
          choose={t('noUnit')}
          defaultValue={person.unit?.id}
          options={units.map(({ id, name, depth }) => ({
            value: id,
            label: `${'\u2003'.repeat(depth)}${name}`,
          }))}
        />
        <SubmitButton variant="secondary">{t('moveSubmit')}</SubmitButton>
      </CommandForm>
    </Card>
  );
}
