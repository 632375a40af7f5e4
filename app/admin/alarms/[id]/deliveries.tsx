import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { type Column, DataTable } from '@/components/table/data-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Send } from '@/components/ui/icons';
import { Time } from '@/components/ui/time';
import type { ShownDelivery } from '@/lib/tenant/webhook/queries';
import { DeliveryBadge } from '../delivery-badge';
import { redeliverAction } from './actions';

/** The newest events of a webhook, each with what its receiver answered. */
export async function Deliveries({
  deliveries,
  mayRepeat,
}: {
  deliveries: ShownDelivery[];
  mayRepeat: boolean;
}) {
  const t = await getTranslations('alarm.webhook');
  const columns: Column<ShownDelivery>[] = [
    { key: 'event', header: t('event'), cell: ({ event }) => <code className="break-all">{event}</code> },
    { key: 'state', header: t('stateHead'), cell: ({ state }) => <DeliveryBadge state={state} /> },
    { key: 'tries', header: t('tries'), align: 'end', cell: ({ attempts }) => attempts },
    {
      key: 'answer',
      header: t('answer'),
      cell: ({ lastStatus, lastProblem }) => (
        <span lang={lastProblem ? 'en' : undefined}>{lastProblem ?? lastStatus ?? '–'}</span>
      ),
    },
    { key: 'when', header: t('when'), cell: ({ createdAt }) => <Time value={createdAt} /> },
  ];
  if (mayRepeat)
    columns.push({
      key: 'do',
      header: t('do'),
      cell: ({ id, event, state }) =>
        state === 'waiting' ? (
          '–'
        ) : (
          <CommandForm action={redeliverAction} label={t('redeliverThis', { event })} className="contents">
            <input type="hidden" name="deliveryId" value={id} />
            <SubmitButton variant="secondary" size="sm">
              {t('redeliver')}
            </SubmitButton>
          </CommandForm>
        ),
    });
  return (
    <Card title={t('deliveries')} flush>
      <DataTable
        caption={t('caption')}
        columns={columns}
        rows={deliveries}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={<Send />} title={t('none')}>
            {t('noneText')}
          </EmptyState>
        }
      />
    </Card>
  );
}
