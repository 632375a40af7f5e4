'use server';

import { keepRecovery } from '@/lib/entry/own-recovery';
import { toAction } from '@/lib/entry/to-action';
import { askRecovery } from '@/lib/person/recovery/ask';

export const askRecoveryAction = toAction(askRecovery, { evenTime: true, finish: keepRecovery });
