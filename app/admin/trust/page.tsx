import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { showTrust } from '@/lib/tenant/trust/show-trust';
import { filterOf, type SearchParams } from '../../list-filter';
import { TrustHistory } from './history';
import { TrustForm } from './trust-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('zones'))('title') };
}

/** What the tenant demands in each zone: to look at, and to change for whoever may, with a fresh second factor. */
export default async function TrustPage({ searchParams }: { searchParams: SearchParams }) {
  const { change, said } = await filterOf(searchParams, ['change', 'said'] as const);
  const shown = await show(showTrust);
  const [t, actor] = [await getTranslations('zones'), await currentActor()];
  const mayChange = may(actor, 'tenant.trust.update');
  const isChanging = mayChange && change !== undefined;
  const proof = isChanging ? await needsFreshProof() : undefined;
  if (proof) return sendAway(proof);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          mayChange && !isChanging ? (
            <LinkButton href="/admin/trust?change=1" variant="primary" prefetch={false}>
              {t('change')}
            </LinkButton>
          ) : null
        }
      />
      <div className="space-y-5">
        {said === 'saved' ? (
          <Alert tone="fine" role="status">
            {t('saved')}
          </Alert>
        ) : null}
        <TrustForm key={shown.version} shown={shown} isChanging={isChanging} />
        {shown.changedAt ? (
          <p className="text-ink-soft text-small">
            {t('changedBy', { name: shown.changedBy ?? t('operator') })} <Time value={shown.changedAt} />
          </p>
        ) : null}
        <TrustHistory history={shown.history} />
      </div>
    </>
  );
}
