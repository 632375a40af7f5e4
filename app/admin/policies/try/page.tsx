import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { show, showFiltered } from '@/lib/entry/page';
import { listPolicies } from '@/lib/tenant/policies/list';
import { showPolicy } from '@/lib/tenant/policies/show';
import { tryPolicies } from '@/lib/tenant/policies/try';
import { filterOf, type SearchParams } from '../../../list-filter';
import { FilterProblems } from '../../filter-problems';
import { CaseForm, FIELDS } from './case-form';
import { TrialShown } from './trial';

const PATH = '/admin/policies';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policies'))('trial.title') };
}

/** The simulator: a case is supposed in the address, so that it can be sent to a colleague, and the door's answer shown. */
export default async function TryPage({ searchParams }: { searchParams: SearchParams }) {
  const given = await filterOf(searchParams, FIELDS);
  const t = await getTranslations('policies');
  const isAsked = given.who !== undefined || given.command !== undefined;
  const tried = given.policyId ? await show(showPolicy, { policyId: given.policyId }) : undefined;
  // Before anything is asked there is a page all the same, for those who may see policies.
  if (!isAsked && !tried) await show(listPolicies);
  const { shown, problems } = isAsked ? await showFiltered(tryPolicies, given) : {};
  return (
    <>
      <PageHeader
        title={t('trial.title')}
        description={t('trial.description')}
        back={{ href: tried ? `${PATH}/${tried.id}` : PATH, label: tried?.name ?? t('title') }}
      />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card description={tried ? t('trial.with', { name: tried.name }) : undefined}>
          <CaseForm given={given} />
        </Card>
        <div className="min-w-0 space-y-5">
          {problems ? <FilterProblems title={t('trial.badFilter')} problems={problems} /> : null}
          {shown && !shown.trial ? (
            <Alert tone="look" role="status">
              {t('trial.nobody')}
            </Alert>
          ) : null}
          {shown?.trial ? <TrialShown trial={shown.trial} /> : null}
        </div>
      </div>
    </>
  );
}
