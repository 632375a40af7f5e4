import type { Iccid } from './iccid';
import { type Msisdn, spellMsisdn } from './msisdn';

const DOT = '•';

/** Takes a number and gives it with the country and the last three digits alone: `+250 ••• ••• 001`. */
export function maskMsisdn(msisdn: Msisdn): string {
  const [country = '', ...groups] = spellMsisdn(msisdn).split(' ');
  return [country, hideAllBut(3, groups.join(' '))].join(' ');
}

/** Takes an ICCID and gives the issuer's 89 and the last four digits alone, which tell two cards apart. */
export function maskIccid(iccid: Iccid): string {
  return `89${hideAllBut(4, iccid.slice(2))}`;
}

/** Takes a person's name and gives the first name with the initial of the last: `Aline M.` */
export function maskName(name: string): string {
  const [first = DOT, ...rest] = name.trim().split(/\s+/).filter(Boolean);
  const [initial] = [...(rest.at(-1) ?? '')];
  return initial ? `${first} ${initial.toUpperCase()}.` : first;
}

/** Takes an e-mail address or number, as somebody gave it, and gives what tells it from others to whoever knows it. */
export function maskAddress(address: string): string {
  const [local = '', domain] = address.split('@');
  if (domain === undefined) return hideAllBut(3, address);
  const [host = '', ...rest] = domain.split('.');
  const hide = (text: string) => `${[...text][0] ?? ''}${DOT.repeat(3)}`;
  return `${hide(local)}@${[hide(host), ...rest.slice(-1)].join('.')}`;
}

function hideAllBut(shown: number, text: string): string {
  const digits = text.replace(/\D/g, '').length;
  let seen = 0;
  return text.replace(/\d/g, (digit) => {
    seen += 1;
    return seen > digits - shown ? digit : DOT;
  });
}
