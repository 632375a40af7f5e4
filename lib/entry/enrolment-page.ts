import { leadingBack } from './proof-page';

/** Gives the page where somebody enrols the kind of second factor that they lack, and that leads back. */
export const enrolmentPage = (missing: 'totp' | 'passkey' | 'any', back: string): string =>
  leadingBack(missing === 'passkey' ? '/user/security/passkeys' : '/authenticator', back);
