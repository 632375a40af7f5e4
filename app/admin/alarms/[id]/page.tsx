import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Disclosure } from '@/components/ui/disclosure';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { showWebhook } from '@/lib/tenant/webhook/queries';
import { filterOf, type SearchParams } from '../../../list-filter';
import { RollSecretForm } from '../form';
import { removeAction, rollAction, testAction } from './actions';
import { Deliveries } from './deliveries';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

const SAID = ['tested', 'again'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alarm.webhook'))('title') };
}

/** A webhook on one page: where it leads, what was sent there, and what can be done with it. */
export default async function WebhookPage({ params, searchParams }: Props) {
  const { webhook, deliveries } = await show(showWebhook, { webhookId: (await params).id });
  const { said } = await filterOf(searchParams, ['said'] as const);
  const [t, actor] = [await getTranslations('alarm.webhook'), await currentActor()];
  const done = SAID.find((word) => word === said);
  return (
    <>
      <PageHeader
        title={new URL(webhook.url).host}
        back={{ href: '/admin/alarms', label: t('back') }}
        actions={
          may(actor, 'webhook.test') ? (
            <CommandForm action={testAction} label={t('test')} className="contents">
              <input type="hidden" name="webhookId" value={webhook.id} />
              <SubmitButton>{t('test')}</SubmitButton>
            </CommandForm>
          ) : null
        }
      />
      <div className="space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(done)}
          </Alert>
        ) : null}
        <Card title={t('about')}>
          <DescriptionList
            facts={[
              { term: t('address'), detail: <span className="break-all">{webhook.url}</span> },
              { term: t('added'), detail: <Time value={webhook.createdAt} /> },
              { term: t('by'), detail: webhook.createdBy ?? t('nobody') },
            ]}
          />
        </Card>
        <Deliveries deliveries={deliveries} mayRepeat={may(actor, 'webhook.redeliver')} />
        {may(actor, 'webhook.remove') ? <Changes id={webhook.id} /> : null}
      </div>
    </>
  );
}

async function Changes({ id }: { id: string }) {
  const [t, words] = [await getTranslations('alarm.webhook'), await getTranslations('alarm.webhooks')];
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Disclosure title={t('roll')}>
        <p className="mb-4">{t('rollText')}</p>
        <RollSecretForm
          id={id}
          action={rollAction}
          words={{
            ...{ roll: t('roll'), said: t('rolled') },
            ...{ secret: words('secret'), secretHint: words('secretHint') },
          }}
        />
      </Disclosure>
      <Disclosure title={t('remove')}>
        <p className="mb-4">{t('removeText')}</p>
        <CommandForm action={removeAction} label={t('remove')}>
          <input type="hidden" name="webhookId" value={id} />
          <SubmitButton variant="danger">{t('remove')}</SubmitButton>
        </CommandForm>
      </Disclosure>
    </div>
  );
}
