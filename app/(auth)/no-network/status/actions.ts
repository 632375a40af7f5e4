'use server';

import { claimedOutage, keepOutage } from '@/lib/entry/own-outage';
import { toAction } from '@/lib/entry/to-action';
import { claimOutage } from '@/lib/person/outage/look';
import { takeBackOutage } from '@/lib/person/outage/take-back';

const HERE = '/no-network/status';

export const claimOutageAction = toAction(claimOutage, { finish: keepOutage, goTo: () => HERE });
export const takeBackOutageAction = toAction(takeBackOutage, {
  ...{ evenTime: true, add: claimedOutage, goTo: () => HERE },
});
