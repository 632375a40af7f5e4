import { hash } from 'node:crypto';

/** A name and its version, apart: `Chrome Mobile 138.0.0` is `Chrome Mobile` and `138.0.0`. */
export type Versioned = { family: string; version: string };

export function versioned(text: string): Versioned {
  const trimmed = text.trim();
  const cut = /^(.*?)[\s/]+v?(\d[\w.-]*)$/.exec(trimmed);
  return cut ? { family: cut[1] ?? '', version: cut[2] ?? '' } : { family: trimmed, version: '' };
}

/** Negative, zero or positive as the left version is older, the same or newer; missing parts are zero. */
export function compareVersions(left: string, right: string): number {
  if (left === right) return 0;
  const [a, b] = [left.split(/[._-]/), right.split(/[._-]/)];
  for (let part = 0; part < Math.max(a.length, b.length); part++) {
    const difference = Number.parseInt(a[part] ?? '0', 10) - Number.parseInt(b[part] ?? '0', 10);
    if (difference !== 0) return Number.isNaN(difference) ? 0 : difference;
  }
  return 0;
}

/**
 * The text of a browser without its versions: what stays when browser and system update, and so the make of the device
 * where the text names one. It is compared and counted, never shown, so a digest of it does and takes less room.
 */
export function makeOf(userAgent: string): string {
  const lasting = userAgent
    .replace(/\s?Build\/[^\s;)]+/g, '')
    .replace(/\/[\d._]+\w*/g, '/')
    .replace(/\b(Android|OS X|OS|NT|CrOS \w+|rv:?|Version|Linux)[ :]?[\d._]+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return hash('sha1', lasting, 'base64url').slice(0, 12);
}
