import type { Brand } from './brand';
import { passesLuhn } from './luhn';
import { Refusal } from './refusal';
import { typedText } from './typed-text';

/** The serial number of a SIM card: digits alone, without the filler. */
export type Iccid = Brand<string, 'Iccid'>;

const SHAPE = /^89\d{16,18}$/;

/**
 * Takes the number on a SIM card as it was typed, pasted or scanned; spaces, hyphens and the trailing filler `F`
 * are dropped. Gives the digits. Refuses another shape and a wrong check digit. Source: ITU-T E.118.
 */
export function parseIccid(text: string): Iccid {
  const digits = text.trim().replace(/[\s-]/g, '').replace(/F$/i, '');
  if (!SHAPE.test(digits)) {
    throw new Refusal(
      'iccid_shape',
      'An ICCID is 18 to 20 digits that start with 89. Read the number on the card again.',
    );
  }
  if (!hasCheckDigit(digits)) {
    throw new Refusal(
      'iccid_check_digit',
      'This ICCID fails its check digit. Read the {count} digits on the card again.',
      {
        values: { count: digits.length },
      },
    );
  }
  return digits as Iccid;
}

/** The schema of an ICCID for a command's input. */
export const iccidText = typedText(parseIccid);

// Vendors that fill the twentieth place put the check digit there or leave it in the nineteenth, and the card
// does not say which of the two it did.
function hasCheckDigit(digits: string): boolean {
  return passesLuhn(digits) || (digits.length === 20 && passesLuhn(digits.slice(0, 19)));
}
