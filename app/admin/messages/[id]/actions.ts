'use server';

import { toAction } from '@/lib/entry/to-action';
import { giveMessageUp, sendMessageAgain } from '@/lib/tenant/send-message-again';

export const sendMessageAgainAction = toAction(sendMessageAgain, {
  goTo: ({ messageId }) => `/admin/messages/${messageId}?said=again`,
});

export const giveMessageUpAction = toAction(giveMessageUp, {
  goTo: ({ messageId }) => `/admin/messages/${messageId}?said=given-up`,
});
