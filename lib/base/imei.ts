import type { Brand } from './brand';
import { passesLuhn } from './luhn';
import { Refusal } from './refusal';
import { typedText } from './typed-text';

/** The serial number of a handset: an IMEI of 15 digits or an IMEISV of 16. */
export type Imei = Brand<string, 'Imei'>;

/**
 * Takes an IMEI or IMEISV as typed; spaces, hyphens and slashes are dropped. Gives its digits. Refuses another
 * length and, for an IMEI, a wrong check digit; an IMEISV has none. Source: 3GPP TS 23.003, clause 6.
 */
export function parseImei(text: string): Imei {
  const digits = text.replace(/[\s/-]/g, '');
  if (!/^\d{15,16}$/.test(digits)) {
    throw new Refusal('imei_shape', 'An IMEI is 15 or 16 digits. Dial *#06# on the handset to see it.');
  }
  if (digits.length === 15 && !passesLuhn(digits)) {
    throw new Refusal(
      'imei_check_digit',
      'This IMEI fails its check digit. Dial *#06# on the handset and read it again.',
    );
  }
  return digits as Imei;
}

/** The schema of an IMEI for a command's input. */
export const imeiText = typedText(parseImei);
