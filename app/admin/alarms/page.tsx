import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { type Column, DataTable } from '@/components/table/data-table';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Siren } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { currentActor } from '@/lib/entry/current-actor';
import { needsFreshProof, sendAway, show } from '@/lib/entry/page';
import { may } from '@/lib/policy/actor';
import { showContacts } from '@/lib/tenant/contacts/show-contacts';
import { type ListedWebhook, listWebhooks } from '@/lib/tenant/webhook/queries';
import { filterOf, type SearchParams } from '../../list-filter';
import { createWebhookAction } from './actions';
import { ContactsCard } from './contacts-card';
import { DeliveryBadge } from './delivery-badge';
import { MakeWebhookForm } from './form';

const PATH = '/admin/alarms';
const SAID = ['contacts', 'removed'] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('alarm.contacts'))('title') };
}

/** Who is told of incidents: people by e-mail, machines by webhook. */
export default async function AlarmsPage({ searchParams }: { searchParams: SearchParams }) {
  const { change, add, said } = await filterOf(searchParams, ['change', 'add', 'said'] as const);
  const [contacts, { webhooks }] = [await show(showContacts), await show(listWebhooks)];
  const [t, actor] = [await getTranslations('alarm.contacts'), await currentActor()];
  const mayChange = may(actor, 'tenant.contacts.update');
  const mayAdd = may(actor, 'webhook.create');
  const isChanging = mayChange && change !== undefined;
  const isAdding = mayAdd && add !== undefined;
  if ((isChanging || isAdding) && (await needsFreshProof())) return sendAway('/step-up');
  const done = SAID.find((word) => word === said);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          mayChange && !isChanging ? (
            <LinkButton href={`${PATH}?change=1`} variant="primary" prefetch={false}>
              {t('change')}
            </LinkButton>
          ) : null
        }
      />
      <div className="space-y-5">
        {done ? (
          <Alert tone="fine" role="status">
            {t(`said.${done}`)}
          </Alert>
        ) : null}
        <ContactsCard shown={contacts} isChanging={isChanging} />
        {isAdding ? <MakeWebhook /> : <WebhooksCard webhooks={webhooks} mayAdd={mayAdd} />}
      </div>
    </>
  );
}

async function WebhooksCard({ webhooks, mayAdd }: { webhooks: ListedWebhook[]; mayAdd: boolean }) {
  const t = await getTranslations('alarm.webhooks');
  const columns: Column<ListedWebhook>[] = [
    { key: 'url', header: t('url'), cell: ({ url }) => <span className="break-all">{url}</span> },
    {
      key: 'last',
      header: t('last'),
      cell: ({ last }) =>
        last ? (
          <span className="inline-flex flex-wrap items-center gap-2">
            <DeliveryBadge state={last.state} /> <Time value={last.at} />
          </span>
        ) : (
          t('never')
        ),
    },
    { key: 'added', header: t('added'), cell: ({ createdAt }) => <Time value={createdAt} /> },
  ];
  const add = mayAdd ? (
    <LinkButton href={`${PATH}?add=1`} size="sm" prefetch={false}>
      {t('add')}
    </LinkButton>
  ) : null;
  return (
    <Card title={t('heading')} description={t('text')} actions={webhooks.length > 0 ? add : null} flush>
      <DataTable
        caption={t('caption')}
        columns={columns}
        rows={webhooks}
        rowKey={({ id }) => id}
        rowLink={({ id, url }) => ({ href: `${PATH}/${id}`, label: url })}
        empty={
          <EmptyState icon={<Siren />} title={t('none')} action={add}>
            {t('noneText')}
          </EmptyState>
        }
      />
    </Card>
  );
}

async function MakeWebhook() {
  const t = await getTranslations('alarm.webhooks');
  return (
    <Card title={t('add')} className="max-w-xl">
      <MakeWebhookForm
        action={createWebhookAction}
        words={{
          ...{
            label: t('add'),
            field: t('field'),
            hint: t('hint'),
            submit: t('submit'),
            cancel: t('cancel'),
          },
          ...{ said: t('made'), secret: t('secret'), secretHint: t('secretHint'), goOn: t('goOn') },
        }}
      />
    </Card>
  );
}
