'use server';

import { toAction } from '@/lib/entry/to-action';
import { updateContacts } from '@/lib/tenant/contacts/update-contacts';
import { createWebhook } from '@/lib/tenant/webhook/create-webhook';

export const updateContactsAction = toAction(updateContacts, { goTo: () => '/admin/alarms?said=contacts' });
export const createWebhookAction = toAction(createWebhook);
