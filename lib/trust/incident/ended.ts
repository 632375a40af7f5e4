/** The responses after which nobody signs in. */
export const SIGN_IN_ENDERS: ReadonlySet<string> = new Set(['lock-account']);

/** The responses after which the session that was seen is no more. */
export const SESSION_ENDERS: ReadonlySet<string> = new Set(['end-session', 'end-sessions', 'lock-account']);
