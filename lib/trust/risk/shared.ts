import type { Device } from './facts';
import type { Profile } from './profile';

const MOST_KEPT = 100_000;

/** Words and devices that many people have in common, kept once; when there are too many it begins anew. */
export class Shared {
  readonly #words = new Map<string, string>();
  readonly #devices = new Map<string, Device>();

  /** The same profile, its newest sighting made of what others have already. */
  lean(profile: Profile): Profile {
    const newest = profile.sightings.at(-1);
    if (newest?.count !== 1) return profile;
    const { country, city, asn, wide, near, ip } = newest.place;
    const [sharedCountry, sharedCity, sharedAsn, sharedWide, sharedNear] = [
      country,
      city,
      asn,
      wide,
      near,
    ].map((word) => kept(this.#words, word, word)) as [string, string, string, string, string];
    const place = {
      country: sharedCountry,
      city: sharedCity,
      asn: sharedAsn,
      wide: sharedWide,
      near: sharedNear,
      ip,
    };
    const device = kept(this.#devices, Object.values(newest.device).join('\n'), newest.device);
    return { ...profile, sightings: profile.sightings.with(-1, { ...newest, place, device }) };
  }
}

function kept<T>(known: Map<string, T>, key: string, value: T): T {
  const same = known.get(key);
  if (same !== undefined) return same;
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, value);
  return value;
}
