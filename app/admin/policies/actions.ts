'use server';

import { toAction } from '@/lib/entry/to-action';
import { createPolicy } from '@/lib/tenant/policies/create';
import { editPolicy } from '@/lib/tenant/policies/edit';
import { restorePolicy } from '@/lib/tenant/policies/restore';
import { shadowPolicy } from '@/lib/tenant/policies/shadow';
import { turnPolicyOff } from '@/lib/tenant/policies/turn-off';
import { turnPolicyOn } from '@/lib/tenant/policies/turn-on';
import { pageOf } from './page-of';

export const createPolicyAction = toAction(createPolicy, { goTo: pageOf('created') });
export const editPolicyAction = toAction(editPolicy, { goTo: pageOf('edited') });
export const restorePolicyAction = toAction(restorePolicy, { goTo: pageOf('edited') });
export const shadowPolicyAction = toAction(shadowPolicy, { goTo: pageOf('tried') });
export const turnPolicyOnAction = toAction(turnPolicyOn, { goTo: pageOf('on') });
export const turnPolicyOffAction = toAction(turnPolicyOff, { goTo: pageOf('off') });
