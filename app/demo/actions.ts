'use server';

import { demoSms } from '@/lib/demo/sms';
import { demoUssd } from '@/lib/demo/ussd';
import { toAction } from '@/lib/entry/to-action';

export const dialAction = toAction(demoUssd);
export const writeSmsAction = toAction(demoSms);
