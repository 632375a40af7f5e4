'use server';

import { keepOutage } from '@/lib/entry/own-outage';
import { toAction } from '@/lib/entry/to-action';
import { reportOutage } from '@/lib/person/outage/report';

export const reportOutageAction = toAction(reportOutage, { evenTime: true, finish: keepOutage });
