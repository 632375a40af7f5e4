import type { Person } from '../../policy/actor';

/**
 * Whether the request was signed by the key that its session is bound to. `none`: the session is bound to no key, since
 * its browser makes none; a cookie that was copied out of a browser with a key comes without its signature: `missing`.
 */
export type DeviceProof = 'proved' | 'missing' | 'none';

export function deviceProofOf({ request, session }: Person): DeviceProof {
  if (session.boundKey === null) return 'none';
  return request.deviceKey === session.boundKey ? 'proved' : 'missing';
}
