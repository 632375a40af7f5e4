/** Every way in which somebody can show that they are who they say. `recovery` is one of the codes kept on paper. */
export const METHODS = [
  'password',
  'pin',
  'email-code',
  'magic-link',
  'sms-code',
  'whatsapp-code',
  'totp',
  'recovery',
  'passkey',
  'device-passkey',
] as const;
export type Method = (typeof METHODS)[number];

/**
 * What each method shows: something known, something had, or, with a passkey whose user was verified, both at once.
 * A mailbox is opened by a password, so that what comes by e-mail counts as known and never as a second factor
 * (NIST SP 800-63B-4, 3.1.3.1: e-mail is no out-of-band authenticator).
 */
const SHOWS: Record<Method, readonly ('known' | 'had')[]> = {
  password: ['known'],
  pin: ['known'],
  'email-code': ['known'],
  'magic-link': ['known'],
  'sms-code': ['had'],
  'whatsapp-code': ['had'],
  totp: ['had'],
  recovery: ['had'],
  passkey: ['known', 'had'],
  'device-passkey': ['known', 'had'],
};

export type Assurance = 1 | 2 | 3;

/**
 * Gives the assurance level that methods reach together (NIST SP 800-63B-4, 2): AAL1 one factor, AAL2 two different
 * ones, AAL3 a passkey that cannot leave its device. A method that is unknown shows nothing.
 */
export function assuranceOf(methods: readonly string[]): Assurance {
  if (methods.includes('device-passkey')) return 3;
  const shown = new Set(methods.flatMap((method) => SHOWS[method as Method] ?? []));
  return shown.size === 2 ? 2 : 1;
}

/** Whether a method, shown after others, adds a factor that they lack. */
export const addsFactor = (methods: readonly string[], method: Method): boolean =>
  assuranceOf([...methods, method]) > assuranceOf(methods);
