'use server';

import { toAction } from '@/lib/entry/to-action';
import { takeBackAddress } from '@/lib/person/address/take-back';

export const takeBackAction = toAction(takeBackAddress, { goTo: () => '/secured' });
