'use server';

import { toAction } from '@/lib/entry/to-action';
import { assignRole, removeRole } from '@/lib/person/change-roles';
import { endSessions } from '@/lib/person/end-sessions';
import { liftPersonHold } from '@/lib/person/lift-hold';
import { revokePersonDevice } from '@/lib/person/revoke-device';
import { setUnit } from '@/lib/person/set-unit';

export const assignRoleAction = toAction(assignRole, {
  goTo: ({ personId }) => `/admin/people/${personId}?said=given`,
});

export const removeRoleAction = toAction(removeRole, {
  goTo: ({ personId }) => `/admin/people/${personId}?said=taken`,
});

export const endSessionsAction = toAction(endSessions, {
  goTo: ({ personId }) => `/admin/people/${personId}?said=ended`,
});

export const revokeDeviceAction = toAction(revokePersonDevice, {
  goTo: ({ personId }) => `/admin/people/${personId}?said=revoked`,
});

export const setUnitAction = toAction(setUnit, {
  goTo: ({ personId }) => `/admin/people/${personId}?said=moved`,
});

export const liftHoldAction = toAction(liftPersonHold, {
  goTo: ({ personId }) => `/admin/people/${personId}?said=lifted`,
});
