'use server';

import { toAction } from '@/lib/entry/to-action';
import { reportOutageFor } from '@/lib/person/outage/report-for';

export const reportForAction = toAction(reportOutageFor);
