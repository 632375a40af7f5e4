'use server';

import { toAction } from '@/lib/entry/to-action';
import { updateTrust } from '@/lib/tenant/trust/update-trust';

export const updateTrustAction = toAction(updateTrust, { goTo: () => '/admin/trust?said=saved' });
