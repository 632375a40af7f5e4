/** What becomes of the key that a session is bound to when somebody proves in it who they are. */
export type KeyChange = 'none' | 'refreshed' | 'bound' | 'moved' | 'released';

type Raised = {
  boundKey: string | null;
  /** The key that signed the request, if one did. */
  deviceKey: string | undefined;
  /** Whether a second factor was shown with the request: only then a session leaves its key. */
  proved: boolean;
};

/**
 * An honest person whose script failed goes on without a key, and one whose browser has lost its key goes on with the new
 * one: both have shown their second factor, which whoever copied a cookie has not.
 */
export function keyChangeOf({ boundKey, deviceKey, proved }: Raised): KeyChange {
  if (deviceKey !== undefined && deviceKey === boundKey) return 'refreshed';
  if (!proved) return 'none';
  if (deviceKey === undefined) return boundKey === null ? 'none' : 'released';
  return boundKey === null ? 'bound' : 'moved';
}
