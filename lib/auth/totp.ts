import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** One step either way, for clocks that differ (RFC 6238, 5.2). */
const WINDOW = 1;

const totp = (secret: string, label = '', issuer = '') =>
  new TOTP({
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    label,
    issuer,
  });

/** A new secret of 160 bits (RFC 4226, 4) in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The `otpauth://` address that an authenticator app reads from the QR code. */
export const totpUri = (secret: string, label: string, issuer: string): string =>
  totp(secret, label, issuer).toString();

/** The code of a moment, as an authenticator app would show it. */
export const totpCode = (secret: string, at: Date): string =>
  totp(secret).generate({ timestamp: at.getTime() });

/** The time step of a moment. */
export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1_000 / PERIOD_S);

/**
 * The time step that a code belongs to, or undefined when it is wrong, or not newer than the last step taken:
 * a code is good once (RFC 6238, 5.2).
 */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  if (delta === null) return undefined;
  const step = stepAt(now) + delta;
  return step > lastStep ? step : undefined;
}
