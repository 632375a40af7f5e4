import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { useRoleName } from '@/components/person/role-name';
import { DataTable } from '@/components/table/data-table';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { listRoles, type RoleMatrix, roleMatrix } from '@/lib/person/list-roles';
import { may } from '@/lib/policy/actor';
import { filterOf, type SearchParams } from '../../list-filter';
import { Matrix } from './matrix';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin.roles'))('title') };
}

type Listed = {
  key: string;
  name: string;
  access: 'read' | 'write';
  builtIn: boolean;
  permissions: number;
  holders: number;
  more: boolean;
};

/** The roles of the tenant, who holds how many of them, and the grid of who may do what. */
export default async function RolesPage({ searchParams }: { searchParams: SearchParams }) {
  const { said } = await filterOf(searchParams, ['said'] as const);
  const [{ roles }, t, actor] = [
    await show(listRoles),
    await getTranslations('admin.roles'),
    await currentActor(),
  ];
  const matrix: RoleMatrix | undefined = may(actor, 'role.matrix') ? await show(roleMatrix) : undefined;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          may(actor, 'role.create') ? (
            <LinkButton href="/admin/roles/new" prefetch={false}>
              {t('make')}
            </LinkButton>
          ) : null
        }
      />
      <div className="space-y-5">
        {said === 'made' ? (
          <Alert tone="fine" role="status">
            {t('made')}
          </Alert>
        ) : null}
        <List roles={roles} />
        {matrix ? (
          <Card title={t('matrix')} description={t('matrixHint')} flush>
            <Matrix matrix={matrix} />
          </Card>
        ) : null}
      </div>
    </>
  );
}

function List({ roles }: { roles: Listed[] }) {
  const t = useTranslations('admin.roles');
  const nameOf = useRoleName();
  return (
    <Card flush>
      <DataTable
        caption={t('list')}
        rows={roles}
        rowKey={({ key }) => key}
        rowLink={(role) => ({ href: `/admin/people?role=${role.key}`, label: nameOf(role) })}
        empty={null}
        columns={[
          { key: 'name', header: t('name'), cell: nameOf },
          {
            key: 'kind',
            header: t('access'),
            cell: ({ access, builtIn }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                {t(access)}
                <Badge>{builtIn ? t('builtIn') : t('own')}</Badge>
              </span>
            ),
          },
          {
            key: 'permissions',
            header: t('permissions'),
            align: 'end',
            cell: ({ permissions }) => permissions,
          },
          {
            key: 'holders',
            header: t('holders'),
            align: 'end',
            cell: ({ holders, more }) => (more ? t('more', { count: holders }) : holders),
          },
        ]}
      />
    </Card>
  );
}
