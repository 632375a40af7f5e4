import { useTranslations } from 'next-intl';
import { useRoleName } from '@/components/person/role-name';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Label } from '@/components/ui/label';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import type { ShownPerson } from '@/lib/person/show-person';

/** What a person may do. Both a gift and a taking lead to a question first, by a plain link, so that a proof leads back to it. */
export function RolesCard({ person }: { person: ShownPerson }) {
  const t = useTranslations('admin.person');
  const nameOf = useRoleName();
  const { id, roles, assignable } = person;
  return (
    <Card title={t('rolesTitle')} description={t('rolesHint')}>
      {roles.length === 0 ? <p className="text-ink-soft">{t('noRoles')}</p> : null}
      <ul className="divide-y divide-line">
        {roles.map((role) => (
          <li key={role.key} className="flex min-h-11 items-center justify-between gap-4 py-1">
            {nameOf(role)}
            {role.removable ? (
              <LinkButton
                size="sm"
                prefetch={false}
                href={`/admin/people/${id}?take=${role.key}`}
                aria-label={t('takeRole', { role: nameOf(role) })}
              >
                {t('take')}
              </LinkButton>
            ) : null}
          </li>
        ))}
      </ul>
      {assignable.length > 0 ? (
        <form action={`/admin/people/${id}`} className="mt-4 flex flex-wrap items-end gap-2">
          <div className="min-w-40 flex-1">
            <Label htmlFor="give">{t('give')}</Label>
            <Select id="give" name="give" required className="mt-1.5">
              {assignable.map((role) => (
                <option key={role.key} value={role.key}>
                  {nameOf(role)}
                </option>
              ))}
            </Select>
          </div>
          <Button type="submit">{t('giveSubmit')}</Button>
        </form>
      ) : null}
    </Card>
  );
}
