import { networkOf } from '../base/network';
import { fingerprint } from '../base/seal';
import type { RequestFacts } from '../policy/actor';
import { countryOf } from './place';

/** What of a request a session was judged on. The country is readable, the rest are digests; the key may be absent. */
export type JudgedOn = { country: string | null; network: string; browser: string; key: string | null };

const digest = (text: string) => fingerprint(text, 'judged-on').toString('base64url').slice(0, 12);

export const judgedOnOf = ({ ip, userAgent, deviceKey }: RequestFacts): JudgedOn => ({
  country: countryOf(ip),
  network: digest(networkOf(ip ?? 'nowhere')),
  browser: digest(userAgent),
  key: deviceKey === undefined ? null : digest(deviceKey),
});

/** As it stands in a session's `judged_on`. A request that nothing signed leaves the key that signed the one before. */
export const writeJudgedOn = (
  { country, network, browser, key }: JudgedOn,
  before: JudgedOn | null,
): string => [country ?? '', network, browser, key ?? before?.key ?? ''].join('|');

export function readJudgedOn(text: string | null): JudgedOn | null {
  if (text === null) return null;
  const [country, network = '', browser = '', key] = text.split('|');
  return { country: country || null, network, browser, key: key || null };
}

/** Whether a request came from elsewhere, out of another browser, or signed by another key than the one before. */
export const isElsewhere = (now: JudgedOn, before: JudgedOn | null): boolean =>
  before === null ||
  now.network !== before.network ||
  now.browser !== before.browser ||
  (now.key !== null && now.key !== before.key);
