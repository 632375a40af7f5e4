import { randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '../../base/refusal';
import { fingerprint } from '../../base/seal';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** Without letters and digits that are taken for each other when a number is read aloud. */
const SPOKEN = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

const draw = (length: number, alphabet: string) =>
  Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
const inFours = (text: string) => text.replace(/(.{4})(?=.)/g, '$1-');

/** The number of a case, which is said at the counter and opens nothing: `R` of a recovery, `N` of a telephone without network. */
export const newCaseNumber = (letter: 'R' | 'N' = 'R'): string => `${letter}-${inFours(draw(8, SPOKEN))}`;

/** The secret of a case, of 80 bits: it stays with whoever asked, and staff never see it. */
export const newClaim = (): string => inFours(draw(16, ALPHABET));

export const caseNumber = z
  .string()
  .max(40)
  .transform((text) => text.toUpperCase().replace(/[\s-]/g, '').replace(/^R/, ''))
  .pipe(z.string().regex(/^[2-9A-HJKMNP-TV-Z]{8}$/, 'Enter the number of the case: R and eight signs.'))
  .transform((text) => `R-${inFours(text)}`);

export const outageNumber = z
  .string()
  .max(40)
  .transform((text) =>
    text
      .toUpperCase()
      .replace(/[\s-]/g, '')
      .replace(/^N(?=.{8})/, ''),
  )
  .pipe(z.string().regex(/^[2-9A-HJKMNP-TV-Z]{8}$/, 'Enter the number of the report: N and eight signs.'))
  .transform((text) => `N-${inFours(text)}`);

export const claimText = z
  .string()
  .max(60)
  .transform((text) => text.toLowerCase().replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[a-z2-7]{16}$/, 'Enter the secret: sixteen letters and digits.'))
  .transform(inFours);

export const claimPrint = (number: string, claim: string): Buffer =>
  fingerprint(`${number}:${claim}`, 'recovery-claim');

/** Whether a secret is the one of a case, in even time. */
export const isClaim = (stored: Buffer, number: string, claim: string): boolean =>
  timingSafeEqual(stored, claimPrint(number, claim));

/** One sentence for a number that nobody has and for a wrong secret. */
export const claimRefused = () =>
  new Refusal('recovery_claim_refused', 'This number and this secret do not belong together. Check both.', {
    status: 403,
    field: 'claim',
  });
