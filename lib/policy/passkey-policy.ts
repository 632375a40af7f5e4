import { Refusal } from '../base/refusal';
import type { Method } from './assurance';
import type { Tenant } from './tenant';

/** What is known of the make of a passkey. */
export type PasskeyMake = { aaguid: string; backupEligible: boolean };

/** What a passkey shows: one that can be copied to other devices reaches AAL2, one that cannot leave its own AAL3. */
export const methodOf = ({ backupEligible }: PasskeyMake): Method =>
  backupEligible ? 'passkey' : 'device-passkey';

/**
 * Decides whether a tenant takes passkeys of this make, when one is added and whenever it is used: what a tenant demands
 * from today on holds for those that were added before. Gives the refusal, or undefined.
 */
export function refusalOfMake(
  { settings }: Tenant,
  { aaguid, backupEligible }: PasskeyMake,
): Refusal | undefined {
  const { deviceBound, aaguids } = settings.signIn.passkey;
  if (deviceBound && backupEligible) return synced();
  return aaguids.length > 0 && !aaguids.includes(aaguid) ? otherModel() : undefined;
}

const synced = () =>
  new Refusal(
    'passkey_is_synced',
    'This passkey is copied between devices, and here only those bound to one device are taken. Sign in another way, then add a security key under Security.',
    { status: 403 },
  );

const otherModel = () =>
  new Refusal(
    'passkey_model_refused',
    'Passkeys of this make are not taken here. Sign in another way, then add one that your administrator names under Security.',
    { status: 403 },
  );

/** Whether a tenant has to see what an authenticator says of its own make. */
export const wantsAttestation = ({ settings }: Tenant): boolean =>
  settings.signIn.passkey.deviceBound || settings.signIn.passkey.aaguids.length > 0;
