'use server';

import { toAction } from '@/lib/entry/to-action';
import { confirmOutage } from '@/lib/person/outage/confirm';

export const confirmOutageAction = toAction(confirmOutage, { goTo: () => '/no-network/confirm?said=noted' });
