import type { Brand } from './brand';
import { Refusal } from './refusal';
import { typedText } from './typed-text';

/** The identity of a subscription in the network. */
export type Imsi = Brand<string, 'Imsi'>;

/** A network as its codes name it, of 3 and of 2 or 3 digits: MTN Rwanda is `{ mcc: '635', mnc: '10' }`. */
export type Network = { readonly mcc: string; readonly mnc: string };

/**
 * Takes an IMSI as typed and the networks of the tenant. Gives its digits; spaces are dropped.
 * Refuses another length and another network. Source: ITU-T E.212.
 */
export function parseImsi(text: string, networks: readonly Network[]): Imsi {
  const digits = text.replace(/\s/g, '');
  if (!/^\d{14,15}$/.test(digits)) {
    throw new Refusal('imsi_shape', 'An IMSI is 14 or 15 digits. Check the number.');
  }
  if (!networks.some(({ mcc, mnc }) => digits.startsWith(mcc + mnc))) {
    throw new Refusal(
      'imsi_foreign_network',
      'This IMSI belongs to another network. Its first digits should be {prefixes}.',
      {
        values: { prefixes: networks.map(({ mcc, mnc }) => mcc + mnc).join(', ') },
      },
    );
  }
  return digits as Imsi;
}

/** Takes the networks of the tenant and gives the schema of an IMSI for a command's input. */
export function imsiText(networks: readonly Network[]) {
  return typedText((text) => parseImsi(text, networks));
}
