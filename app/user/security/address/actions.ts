'use server';

import { toAction } from '@/lib/entry/to-action';
import { changeAddress } from '@/lib/person/address/change-address';
import { confirmAddress } from '@/lib/person/address/confirm-address';

export const changeAddressAction = toAction(changeAddress, { goTo: () => '/user/security/address' });
export const confirmAddressAction = toAction(confirmAddress, {
  goTo: () => '/user/security/address?said=changed',
});
