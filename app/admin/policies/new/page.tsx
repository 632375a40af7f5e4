import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { show } from '@/lib/entry/page';
import { listRoles } from '@/lib/person/list-roles';
import { showPolicy } from '@/lib/tenant/policies/show';
import { TEMPLATE_NAMES, templateOf } from '@/lib/trust/decision/template';
import { filterOf, type SearchParams } from '../../../list-filter';
import { createPolicyAction } from '../actions';
import { PolicyForm } from '../policy-form';

const PATH = '/admin/policies';
const KINDS = [...TEMPLATE_NAMES, 'cedar'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policies'))('new') };
}

/** A new policy: first what it is about, then the form of that template; or a copy of another one. */
export default async function NewPolicyPage({ searchParams }: { searchParams: SearchParams }) {
  const { template, copy } = await filterOf(searchParams, ['template', 'copy'] as const);
  const t = await getTranslations('policies');
  const copied = copy ? await show(showPolicy, { policyId: copy }) : undefined;
  const kind = copied ? (templateOf(copied.filling) ?? 'cedar') : KINDS.find((one) => one === template);
  return (
    <>
      <PageHeader title={t('new')} back={{ href: PATH, label: t('title') }} />
      {kind ? (
        <PolicyForm
          key={kind}
          kind={kind}
          action={createPolicyAction}
          name={copied && t('form.copyOf', { name: copied.name }).slice(0, 80)}
          filling={copied?.filling}
          cedar={copied?.cedar}
          submit={t('form.submit')}
          cancel={copied ? `${PATH}/${copied.id}` : `${PATH}/new`}
        />
      ) : (
        <Pick />
      )}
    </>
  );
}

async function Pick() {
  // Who is not signed in, or must prove more first, is led there before anything was typed.
  await show(listRoles);
  const t = await getTranslations('policies');
  return (
    <Card title={t('form.pick')} description={t('form.pickHint')} flush>
      <ul className="divide-y divide-line">
        {KINDS.map((kind) => (
          <li key={kind}>
            <Link
              href={`${PATH}/new?template=${kind}`}
              prefetch={false}
              className="block px-4 py-3 hover:bg-canvas sm:px-5"
            >
              <span className="block font-medium">{t(`template.${kind}.name`)}</span>
              <span className="block text-ink-soft text-small">{t(`template.${kind}.hint`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
