import { useTranslations } from 'next-intl';
import { useDeedName } from '@/components/audit/deed-name';
import { useRoleName } from '@/components/person/role-name';
import { Check } from '@/components/ui/icons';
import type { RoleMatrix } from '@/lib/person/list-roles';

/** The grid of permissions and roles. A tick is a word too, for those who hear it. */
export function Matrix({ matrix: { roles, permissions } }: { matrix: RoleMatrix }) {
  const t = useTranslations('admin.roles');
  const [nameOf, deedName] = [useRoleName(), useDeedName()];
  const rows = permissions.filter(({ held }) => held.some((has) => !has));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by the keys.
    <section className="relative overflow-x-auto" tabIndex={0} aria-label={t('matrix')}>
      <table className="w-full border-collapse text-left text-small">
        <thead>
          <tr className="border-line border-b bg-canvas">
            <th scope="col" className="sticky left-0 bg-canvas py-2 pr-3 pl-5 font-medium text-ink-soft">
              {t('permission')}
            </th>
            {roles.map((role) => (
              <th key={role.key} scope="col" className="px-3 py-2 text-center font-medium text-ink-soft">
                {nameOf(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ name, held }) => (
            <tr key={name} className="hover:bg-canvas">
              <th
                scope="row"
                className="sticky left-0 min-w-36 bg-surface sm:min-w-44 py-1.5 pr-3 pl-5 font-normal"
              >
                {deedName(name)}
                <span className="block font-mono text-caption text-ink-soft">{name}</span>
              </th>
              {roles.map((role, place) => (
                <td key={role.key} className="px-3 py-1.5 text-center">
                  {held[place] ? (
                    <>
                      <Check className="mx-auto size-4 text-fine" />
                      <span className="sr-only">{t('yes')}</span>
                    </>
                  ) : (
                    <span className="text-ink-soft">
                      <span aria-hidden="true">–</span>
                      <span className="sr-only">{t('no')}</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
