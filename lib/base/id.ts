import { v7 } from 'uuid';
import { z } from 'zod';

/** Gives a UUIDv7 (RFC 9562) whose time is `at`, so that ids sort by when the deed happened. */
export function newId(at: Date): string {
  return v7({ msecs: at.getTime() });
}

/** The smallest id of a moment: a bound for reading a span of time out of a key of UUIDv7. */
export function firstIdAt(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** When the id was made, to the millisecond. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

/** An id as it comes from outside: any UUID, in lower case. */
export const idText = z.uuid().toLowerCase();
