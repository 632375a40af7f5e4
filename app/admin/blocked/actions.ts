'use server';

import { toAction } from '@/lib/entry/to-action';
import { blockAddress, unblockAddress } from '@/lib/tenant/blocked/block-address';

export const blockAction = toAction(blockAddress, { goTo: () => '/admin/blocked?said=blocked' });
export const unblockAction = toAction(unblockAddress, { goTo: () => '/admin/blocked?said=lifted' });
