import type { RequestFacts } from '../../policy/actor';
import { readBrowser } from '../browser';
import { asnOf } from '../network';
import { countryOf } from '../place';
import type { Attempt } from './attempt';

const LONGEST = 400;

/** What a request says of where it comes from and of what it is made with, as the model takes it. */
export function attemptOf(personId: string, { at, ip, userAgent }: RequestFacts): Attempt {
  const text = userAgent.slice(0, LONGEST);
  const { name, version, system, systemVersion, type } = readBrowser(text);
  return {
    personId,
    at: at.getTime(),
    ip: ip ?? '',
    asn: String(asnOf(ip) ?? ''),
    country: countryOf(ip) ?? '',
    // The table of addresses knows countries alone.
    region: '',
    city: '',
    userAgent: text,
    browser: `${name} ${version}`.trim(),
    os: `${system} ${systemVersion}`.trim(),
    deviceType: type,
  };
}
