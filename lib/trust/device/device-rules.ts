import { Refusal } from '../../base/refusal';
import type { Person } from '../../policy/actor';

// Only a browser that shows its key can be trusted, and only from itself.
// Nobody revokes the browser that they sit at, and no revoked browser lets itself in again.

/** A browser that a person has signed in from, as it stands now. */
export type OwnDevice = {
  id: string;
  trust: 'known' | 'trusted' | 'revoked';
  keyThumbprint: string | null;
  userAgent: string;
};

const isCurrent = ({ request }: Person, { id }: OwnDevice): boolean => request.deviceId === id;

/** Whether the request came out of this very browser: signed by its key, in a session that is bound to it. */
export const showsKeyOf = ({ request, session }: Person, { keyThumbprint }: OwnDevice): boolean =>
  keyThumbprint !== null && request.deviceKey === keyThumbprint && session.boundKey === keyThumbprint;

export function refusalOfTrust(actor: Person, device: OwnDevice): Refusal | undefined {
  if (device.trust === 'revoked') return isRevoked();
  if (showsKeyOf(actor, device)) return undefined;
  return isCurrent(actor, device) ? hasNoKey() : isElsewhere();
}

export const refusalOfRevoke = (actor: Person, device: OwnDevice): Refusal | undefined =>
  isCurrent(actor, device) ? isInUse() : undefined;

/** A browser that was lost must not speak for itself. */
export const refusalOfReadmission = (actor: Person, device: OwnDevice): Refusal | undefined =>
  isCurrent(actor, device) ? revokedItself() : undefined;

/** Whoever forgets a browser takes its history away, and that it was revoked is history that must stay. */
export const refusalOfForgetting = ({ trust }: Pick<OwnDevice, 'trust'>): Refusal | undefined =>
  trust === 'revoked' ? isRevoked() : undefined;

const isRevoked = () =>
  new Refusal('device_is_revoked', 'You revoked this browser. Let it in again first, from another browser.', {
    status: 409,
  });

const hasNoKey = () =>
  new Refusal(
    'device_has_no_key',
    'This browser has shown no key of its own in this session, so it could be copied. Sign out and in again; if it still shows none, it cannot be trusted.',
    { status: 409 },
  );

const isElsewhere = () =>
  new Refusal(
    'device_is_elsewhere',
    'Only the browser that you are using can be trusted. Do this in the other one.',
    {
      status: 409,
    },
  );

const isInUse = () =>
  new Refusal(
    'device_is_in_use',
    'You are using this browser. Revoke it from another one, or sign out here.',
    {
      status: 409,
    },
  );

const revokedItself = () =>
  new Refusal(
    'device_lets_itself_in',
    'This browser was revoked, so it cannot let itself in again. Do this from another one.',
    { status: 403 },
  );
