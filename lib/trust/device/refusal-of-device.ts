import { Refusal } from '../../base/refusal';
import type { Person } from '../../policy/actor';
import { OPEN_TO_STRANGERS, type Permission } from '../../policy/permissions';
import { deviceProofOf } from './device-proof';

/** By these a session may come to another key, or ends; and what a stranger may do needs no session at all. */
const WITHOUT_KEY: readonly Permission[] = [
  ...OPEN_TO_STRANGERS,
  'auth.sign-out',
  'auth.sign-out-everywhere',
  'auth.step-up',
  'auth.step-up.passkey',
  'auth.step-up.passkey.begin',
  'auth.step-up.send',
];

/**
 * Whether a deed is held back because the key that its session is bound to did not sign it: a cookie that was copied out of
 * its browser does nothing, however fresh the second factor that its owner has shown. A browser signs no page that it
 * opens, so views are not asked for it.
 */
export function refusalOfDevice(
  actor: Person,
  { name, kind }: { name: Permission; kind: 'command' | 'query' },
): Refusal | undefined {
  const isMissing = deviceProofOf(actor) === 'missing';
  return kind === 'command' && isMissing && !WITHOUT_KEY.includes(name) ? needsDeviceProof() : undefined;
}

const needsDeviceProof = () =>
  new Refusal(
    'needs_device_proof',
    'This request did not come from the browser that signed in. Show your second factor here to go on in this one.',
    { status: 401 },
  );
