import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import type { Brand } from './brand';
import { Refusal } from './refusal';
import { typedText } from './typed-text';

/** A mobile number as E.164 with its plus sign; one subscriber has one spelling. */
export type Msisdn = Brand<string, 'Msisdn'>;

/**
 * Takes a number as somebody typed it and the tenant's country (ISO 3166-1 alpha-2), which completes a number
 * written without a country code. Gives E.164. Refuses what is no number, no valid one, has an extension, or
 * is not mobile. Source: ITU-T E.164 and the numbering plans of libphonenumber.
 */
export function parseMsisdn(text: string, country: string): Msisdn {
  const parsed = parsePhoneNumberFromString(text.replace(/\s+/g, ' ').trim(), {
    defaultCountry: supported(country),
    extract: false,
  });
  if (!parsed?.isValid() || parsed.ext) {
    throw new Refusal(
      'msisdn_invalid',
      'This is not a mobile number. Type it as it is dialled, with all its digits.',
    );
  }
  const type = parsed.getType();
  // In some countries, the United States among them, a number does not tell whether it is mobile.
  if (type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE') {
    throw new Refusal(
      'msisdn_not_mobile',
      'This is not a mobile number but another kind of line. Type a mobile number.',
    );
  }
  return parsed.number as string as Msisdn;
}

/** Takes the tenant's country and gives the schema of a mobile number for a command's input. */
export function msisdnText(country: string) {
  return typedText((text) => parseMsisdn(text, country));
}

/** Whether a number begins as those of a country do. */
export const isOf = (msisdn: string, country: string): boolean =>
  msisdn.startsWith(`+${getCountryCallingCode(supported(country))}`);

/** Takes a number and gives it grouped as people of its country read it: `+250 780 000 001`. */
export function spellMsisdn(msisdn: Msisdn): string {
  return parsePhoneNumberFromString(msisdn)?.formatInternational() ?? msisdn;
}

function supported(country: string): CountryCode {
  if (!isSupportedCountry(country))
    throw new Error(`No numbering plan is known for the country "${country}".`);
  return country;
}
