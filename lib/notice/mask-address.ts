import { maskMsisdn } from '../base/mask';
import type { Msisdn } from '../base/msisdn';

/** An address as staff may see it: `a•••@example.com`, or a number's country and last three digits. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at > 0) return `${[...address][0]}•••${address.slice(at)}`;
  return /^\+\d{6,15}$/.test(address) ? maskMsisdn(address as Msisdn) : '•••';
}
