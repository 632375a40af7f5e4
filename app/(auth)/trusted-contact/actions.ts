'use server';

import { toAction } from '@/lib/entry/to-action';
import { agreeToBeContact } from '@/lib/person/contacts/agree';

export const agreeAction = toAction(agreeToBeContact, { goTo: () => '/trusted-contact?said=agreed' });
