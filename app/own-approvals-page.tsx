import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '@/components/ui/page-header';
import { show } from '@/lib/entry/page';
import { listApprovals } from '@/lib/tenant/approval/list-approvals';
import { OwnWishes } from './approval-rows';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('approval'))('title') };
}

/** What somebody asked for that waits for a second person, and how it was decided. */
export default async function OwnApprovalsPage() {
  const [{ own }, t] = [await show(listApprovals), await getTranslations('approval')];
  return (
    <>
      <PageHeader title={t('title')} description={t('ownDescription')} />
      <OwnWishes wishes={own} />
    </>
  );
}
