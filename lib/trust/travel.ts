import { HOUR_MS } from '../base/clock';
import { CENTRES, type Centre } from './country-centres';

const EARTH_KM = 6_371;
/** No airliner is faster. */
const FASTEST_KM_PER_HOUR = 1_000;

/** Somebody in a country at a moment; null where nobody knows, or in a private network. */
export type Whereabouts = { country: string | null; at: number };

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The length of the arc between two middles by the haversine. */
function arcKm(from: Centre, to: Centre): number {
  const north = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const east = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const both = Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude));
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(north + both * east)));
}

/** How far apart two countries are at the least, by their codes; undefined where one is unknown. */
export function kmApart(from: string, to: string): number | undefined {
  const [one, other] = [CENTRES.get(from), CENTRES.get(to)];
  if (!one || !other) return undefined;
  return from === to ? 0 : Math.max(0, arcKm(one, other) - one.radiusKm - other.radiusKm);
}

/** Whether nobody could have got from one place to the other in the time between. What is unknown is no place. */
export function isImpossible(from: Whereabouts, to: Whereabouts): boolean {
  if (from.country === null || to.country === null) return false;
  const km = kmApart(from.country, to.country) ?? 0;
  return km > FASTEST_KM_PER_HOUR * (Math.abs(to.at - from.at) / HOUR_MS);
}
