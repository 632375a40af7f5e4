'use server';

import { toAction } from '@/lib/entry/to-action';
import { removeWebhook, rollWebhookSecret, testWebhook } from '@/lib/tenant/webhook/change-webhook';
import { redeliver } from '@/lib/tenant/webhook/redeliver';

const back =
  (said: string) =>
  ({ webhookId }: { webhookId: string }) =>
    `/admin/alarms/${webhookId}?said=${said}`;

export const testAction = toAction(testWebhook, { goTo: back('tested') });
export const redeliverAction = toAction(redeliver, { goTo: back('again') });
export const rollAction = toAction(rollWebhookSecret);
export const removeAction = toAction(removeWebhook, { goTo: () => '/admin/alarms?said=removed' });
