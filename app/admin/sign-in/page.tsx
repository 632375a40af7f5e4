import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { type ShownSignIn, showSignIn } from '@/lib/tenant/show-sign-in';
import { filterOf, type SearchParams } from '../../list-filter';
import { PolicyForm } from './policy-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('title') };
}

/** How people of the tenant sign in: to look at, and to change for whoever may, with a fresh second factor. */
export default async function SignInPolicyPage({ searchParams }: { searchParams: SearchParams }) {
  const { change, said } = await filterOf(searchParams, ['change', 'said'] as const);
  const shown = await show(showSignIn);
  const [t, actor] = [await getTranslations('policy'), await currentActor()];
  const mayChange = may(actor, 'tenant.sign-in.update');
  const isChanging = mayChange && change !== undefined;
  if (isChanging && (await needsFreshProof())) return sendAway('/step-up');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          mayChange && !isChanging ? (
            <LinkButton href="/admin/sign-in?change=1" variant="primary" prefetch={false}>
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
        <Waiting shown={shown} />
        <PolicyForm key={shown.version} shown={shown} isChanging={isChanging} />
        {shown.changedAt ? (
          <p className="text-ink-soft text-small">
            {t('changedBy', { name: shown.changedBy ?? t('operator') })} <Time value={shown.changedAt} />
          </p>
        ) : null}
      </div>
    </>
  );
}

/** How far a demand for a second factor has come. */
async function Waiting({ shown: { waiting } }: { shown: ShownSignIn }) {
  const t = await getTranslations('policy.waiting');
  if (waiting.people === 0) return <Alert tone="fine">{t('none')}</Alert>;
  return (
    <Alert tone="look" title={t(waiting.more ? 'more' : 'people', { count: waiting.people })}>
      {waiting.until ? (
        <>
          {t('until')} <Time value={waiting.until} shape="exact" />
        </>
      ) : (
        t('each')
      )}
    </Alert>
  );
}
