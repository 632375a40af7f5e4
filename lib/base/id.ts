import { v7 } from 'uuid';
import { z } from 'zod';

/** How far the ids of each of the last moments have counted: several requests are under way at once. */
const counted = new Map<number, number>();
const MOMENTS_KEPT = 100;

/**
 * Gives a UUIDv7 (RFC 9562) whose time is `at`, so that ids sort by when the deed happened. Those of one millisecond
 * count up (6.2, method 1), so that what one deed writes stays in its order.
 */
export function newId(at: Date): string {
  const msecs = at.getTime();
  const last = counted.get(msecs);
  const seq = last === undefined ? beginning() : (last + 1) >>> 0;
  counted.set(msecs, seq);
  const [oldest] = counted.keys();
  if (counted.size > MOMENTS_KEPT && oldest !== undefined) counted.delete(oldest);
  return v7({ msecs, seq });
}

/** Half of what a sequence can hold, by lot, so that it does not come round within its millisecond. */
const beginning = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 1;

/** The smallest id of a moment: a bound for reading a span of time out of a key of UUIDv7. */
export function firstIdAt(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** Bounds of every key: a list begins behind one of them. No UUIDv7 is either. */
export const SMALLEST_ID = '00000000-0000-0000-0000-000000000000';
export const LARGEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** When the id was made, to the millisecond. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

/** An id as it comes from outside: any UUID, in lower case. */
export const idText = z.uuid().toLowerCase();
