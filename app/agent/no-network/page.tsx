import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { counterDashboard } from '@/lib/counter/dashboard';
import { show } from '@/lib/entry/page';
import { reportForAction } from './actions';
import { ReportForForm } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outage.reportFor'))('title') };
}

/** Takes the report of somebody who calls from another telephone. */
export default async function AgentNoNetworkPage() {
  // The form is for those who work at a counter or a call centre: the same proof is asked for before anything is typed.
  await show(counterDashboard);
  const t = await getTranslations('outage.reportFor');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Card>
        <ReportForForm
          action={reportForAction}
          words={{
            ...{ title: t('title'), number: t('number'), birthDate: t('birthDate'), submit: t('submit') },
            ...{ held: t('held'), heldText: t('heldText'), caseNumber: t('caseNumber') },
          }}
        />
      </Card>
    </>
  );
}
