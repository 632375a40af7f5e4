import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SelectField } from '@/components/form/choice-field';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { roleMatrix } from '@/lib/person/list-roles';
import { ABOUT_ONESELF } from '@/lib/policy/permissions';
import { createRoleAction } from '../actions';
import { PermissionBoxes } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin.roles'))('make') };
}

/** A role of the tenant's own. The second factor is asked for first, so that nothing ticked is lost on the way. */
export default async function NewRolePage() {
  const { permissions } = await show(roleMatrix);
  const proof = await needsFreshProof();
  if (proof) return sendAway(proof);
  const [t, deed] = [await getTranslations('admin.roles'), await getTranslations('deed')];
  const offered = permissions.filter(({ name, mine }) => mine && !ABOUT_ONESELF.includes(name));
  return (
    <>
      <PageHeader
        title={t('make')}
        description={t('makeHint')}
        back={{ href: '/admin/roles', label: t('title') }}
      />
      <Card>
        <CommandForm action={createRoleAction} label={t('make')}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="name" label={t('roleName')} hint={t('roleNameHint')} maxLength={60} />
            <SelectField
              name="access"
              label={t('roleAccess')}
              options={[
                { value: 'read', label: t('read') },
                { value: 'write', label: t('write') },
              ]}
            />
          </div>
          <PermissionBoxes
            legend={t('pick')}
            hint={t('pickHint')}
            options={offered.map(({ name, view }) => ({
              value: name,
              label: deed(name.replaceAll('.', '_') as Parameters<typeof deed>[0]),
              note: view ? t('view') : t('deed'),
            }))}
          />
          <SubmitButton>{t('submit')}</SubmitButton>
        </CommandForm>
      </Card>
    </>
  );
}
