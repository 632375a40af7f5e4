import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeedName } from '@/components/audit/deed-name';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { type ShownPolicy, showPolicy } from '@/lib/tenant/policies/show';
import { templateOf } from '@/lib/trust/decision/template';
import { filterOf, type SearchParams } from '../../../list-filter';
import { editPolicyAction } from '../actions';
import { SAID } from '../page-of';
import { PolicyForm } from '../policy-form';
import { Says } from '../says';
import { PolicyBadge } from '../state-badge';
import { NextStep } from './next-step';
import { Hits, Replayed } from './reports';
import { Versions } from './versions';

const PATH = '/admin/policies';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policies'))('list.name') };
}

/** A policy on one page: what it does, what is next, whom it would have refused, and what it said before. */
export default async function PolicyPage({ params, searchParams }: Props) {
  const { id } = await params;
  const asked = await filterOf(searchParams, ['said', 'edit', 'before', 'replay'] as const);
  const policy = await show(showPolicy, { policyId: id });
  const [t, actor] = [await getTranslations('policies'), await currentActor()];
  if (asked.edit !== undefined && may(actor, 'policy.edit')) return <Edit policy={policy} />;
  const said = SAID.find((one) => one === asked.said);
  const looksBack = policy.state === 'draft' || policy.state === 'shadow' || asked.replay !== undefined;
  return (
    <>
      <PageHeader
        title={policy.name}
        badge={<PolicyBadge state={policy.state} />}
        back={{ href: PATH, label: t('title') }}
        actions={
          <>
            <LinkButton href={`${PATH}/try?policyId=${id}`}>{t('one.case')}</LinkButton>
            {may(actor, 'policy.edit') ? (
              <LinkButton href={`${PATH}/${id}?edit=1`} prefetch={false}>
                {t('one.edit')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className="space-y-5">
        {said ? (
          <Alert tone="fine" role="status">
            {t(`one.said.${said}`)}
          </Alert>
        ) : null}
        <NextStep policy={policy} />
        <What policy={policy} currency={actor.tenant.currency} />
        {policy.shadow ? <Hits shadow={policy.shadow} /> : null}
        <Replayed policyId={id} looksBack={looksBack} before={asked.before} />
        <Versions policy={policy} />
      </div>
    </>
  );
}

async function What({ policy, currency }: { policy: ShownPolicy; currency: string }) {
  const t = await getTranslations('policies.one');
  return (
    <Card title={t('says')}>
      <DescriptionList
        facts={[
          { term: t('says'), detail: <Says filling={policy.filling} currency={currency} /> },
          {
            term: t('concerns'),
            detail:
              policy.commands.length === 0
                ? t('any')
                : policy.commands.map((command, place) => (
                    <span key={command}>
                      {place > 0 ? ', ' : null}
                      <DeedName command={command} />
                    </span>
                  )),
          },
          {
            term: t('cedar'),
            detail: <code className="block whitespace-pre-wrap break-words text-small">{policy.cedar}</code>,
          },
        ]}
      />
    </Card>
  );
}

/** The form of a change. The second factor is asked for first, so that nothing typed is lost on the way. */
async function Edit({ policy }: { policy: ShownPolicy }) {
  const proof = await needsFreshProof();
  if (proof) return sendAway(proof);
  const t = await getTranslations('policies');
  const here = `${PATH}/${policy.id}`;
  return (
    <>
      <PageHeader
        title={policy.name}
        badge={<PolicyBadge state={policy.state} />}
        back={{ href: here, label: policy.name }}
      />
      <div className="space-y-5">
        {policy.state === 'live' ? (
          <Alert
            tone="look"
            action={<LinkButton href={`${PATH}/new?copy=${policy.id}`}>{t('form.copy')}</LinkButton>}
          >
            {t('form.liveWarning')}
          </Alert>
        ) : null}
        <PolicyForm
          kind={templateOf(policy.filling) ?? 'cedar'}
          action={editPolicyAction}
          name={policy.name}
          filling={policy.filling}
          cedar={policy.cedar}
          submit={t('form.save')}
          cancel={here}
        >
          <input type="hidden" name="policyId" value={policy.id} />
          <input type="hidden" name="version" value={policy.version} />
        </PolicyForm>
      </div>
    </>
  );
}
