'use server';

import { toAction } from '@/lib/entry/to-action';
import { registerSim } from '@/lib/sim/register-sim';

export const registerSimAction = toAction(registerSim, {
  goTo: ({ registrationId }) => `/agent/registrations?new=${registrationId}`,
});
