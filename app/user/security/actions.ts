'use server';

import { revokeDevice } from '@/lib/auth/device/revoke';
import { distrustDevice, readmitDevice, renameDevice, trustDevice } from '@/lib/auth/device/trust';
import { endOtherSessions, endSession, forgetDevice } from '@/lib/auth/end-session';
import { renewRecoveryCodes } from '@/lib/auth/recovery-codes';
import { forgiveFailures } from '@/lib/auth/security-center';
import { toAction } from '@/lib/entry/to-action';
import { reportIncident } from '@/lib/person/incident/report';

export const renewRecoveryCodesAction = toAction(renewRecoveryCodes);
export const endSessionAction = toAction(endSession, { goTo: () => '/user/security?said=ended' });
export const endOthersAction = toAction(endOtherSessions, { goTo: () => '/user/security?said=others-ended' });
export const forgetDeviceAction = toAction(forgetDevice, { goTo: () => '/user/security?said=forgotten' });
export const renameDeviceAction = toAction(renameDevice, { goTo: () => '/user/security?said=renamed' });
export const trustDeviceAction = toAction(trustDevice, { goTo: () => '/user/security?said=trusted' });
export const distrustDeviceAction = toAction(distrustDevice, {
  goTo: () => '/user/security?said=distrusted',
});
export const revokeDeviceAction = toAction(revokeDevice, { goTo: () => '/user/security?said=revoked' });
export const readmitDeviceAction = toAction(readmitDevice, { goTo: () => '/user/security?said=readmitted' });
export const forgiveFailuresAction = toAction(forgiveFailures, { goTo: () => '/user/security?said=opened' });
export const reportAction = toAction(reportIncident, { goTo: () => '/user/security?said=reported' });
