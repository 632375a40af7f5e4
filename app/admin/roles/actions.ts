'use server';

import { toAction } from '@/lib/entry/to-action';
import { createRole } from '@/lib/person/create-role';

export const createRoleAction = toAction(createRole, { goTo: () => '/admin/roles?said=made' });
