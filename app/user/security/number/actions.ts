'use server';

import { lockSwaps } from '@/lib/auth/lock-swaps';
import { unlockSwaps } from '@/lib/auth/unlock-swaps';
import { toAction } from '@/lib/entry/to-action';
import { addContact, removeContact } from '@/lib/person/contacts/own-contacts';
import { takeBackOwnOutage } from '@/lib/person/outage/take-back';

const said = (what: string) => () => `/user/security/number?said=${what}`;

export const lockSwapsAction = toAction(lockSwaps, { goTo: said('locked') });
export const unlockSwapsAction = toAction(unlockSwaps, { goTo: said('unlocking') });
export const addContactAction = toAction(addContact, { goTo: said('asked') });
export const removeContactAction = toAction(removeContact, { goTo: said('removed') });
export const takeBackOwnAction = toAction(takeBackOwnOutage, { goTo: said('taken-back') });
