import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { RoleNames } from '@/components/person/role-name';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { showProfile } from '@/lib/person/profile';
import { ABOUT_ONESELF } from '@/lib/policy/permissions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security.permissions'))('title') };
}

/** What one may do here, in words: by one's roles, and for oneself as everybody may. */
export default async function PermissionsPage() {
  const { roles } = await show(showProfile);
  const [actor, t] = [await currentActor(), await getTranslations('security.permissions')];
  const all = actor.kind === 'person' ? actor.principal.permissions : [];
  const lists = [
    { key: 'roles', names: all.filter((name) => !ABOUT_ONESELF.includes(name)) },
    { key: 'oneself', names: all.filter((name) => ABOUT_ONESELF.includes(name)) },
  ] as const;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={<RoleNames roles={roles} none={t('noRoles')} />}
        back={{ href: '/user/security', label: t('back') }}
      />
      <div className="space-y-5">
        {lists.map(({ key, names }) =>
          names.length > 0 ? (
            <Card key={key} title={t(key)} description={t(`${key}Text`)}>
              <ul className="grid list-disc gap-x-6 gap-y-1 pl-5 sm:grid-cols-2 lg:grid-cols-3">
                {names.map((name) => (
                  <li key={name}>
                    <DeedName command={name} />
                  </li>
                ))}
              </ul>
            </Card>
          ) : null,
        )}
      </div>
    </>
  );
}
