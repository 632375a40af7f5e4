import { blocksOf } from './address';
import type { Attempt } from './attempt';
import { makeOf, versioned } from './user-agent';

/** An attempt as the model sees it: every level of its place and of its device, from the widest to the closest. */
export type Facts = {
  at: number;
  /** As it was said, for the model of Freeman et al. */
  said: { ip: string; asn: string; country: string; ua: string; browser: string; os: string; device: string };
  place: Place;
  device: Device;
};

export type Place = { country: string; city: string; asn: string; wide: string; near: string; ip: string };

export type Device = {
  /** Type and system: `mobile/Android`. */
  kind: string;
  browser: string;
  make: string;
  osVersion: string;
  browserVersion: string;
};

export function factsOf(attempt: Attempt): Facts {
  const blocks = blocksOf(attempt.ip);
  const os = versioned(attempt.os);
  const browser = versioned(attempt.browser);
  const asn = attempt.asn;
  return {
    at: attempt.at,
    said: {
      ip: attempt.ip,
      asn,
      country: attempt.country,
      ua: attempt.userAgent,
      browser: attempt.browser,
      os: attempt.os,
      device: attempt.deviceType,
    },
    place: {
      country: attempt.country,
      city: `${attempt.country}/${attempt.region}/${attempt.city}`,
      asn,
      // A block is one of its network: the same numbers elsewhere are another.
      wide: `${asn}/${blocks.wide}`,
      near: `${asn}/${blocks.near}`,
      ip: `${asn}/${blocks.own}`,
    },
    device: {
      kind: `${attempt.deviceType}/${os.family}`,
      browser: browser.family,
      make: makeOf(attempt.userAgent),
      osVersion: os.version,
      browserVersion: browser.version,
    },
  };
}
