import { describe, expect, it } from 'vitest';
import { isZone, pickLocale } from './pick-language';

describe('the language of a page', () => {
  it('is the one that the reader chose, whatever the browser asks for', () => {
    expect(pickLocale('fr', 'en-GB,en;q=0.9')).toBe('fr');
  });

  it('is the first that we speak in the order of the browser', () => {
    expect(pickLocale(undefined, 'rw,fr-RW;q=0.9,en;q=0.8')).toBe('fr');
    expect(pickLocale(undefined, 'en;q=0.2, fr;q=0.7')).toBe('fr');
    expect(pickLocale(undefined, 'fr;q=0, en;q=0.1')).toBe('en');
  });

  it('is English when nothing is asked for that we speak, or nonsense is', () => {
    for (const header of [null, '', 'sw', '*', ';;q=,', 'constructor', '__proto__']) {
      expect(pickLocale('toString', header)).toBe('en');
    }
  });
});

describe('the time zone of a reader', () => {
  it('is one that the runtime knows', () => {
    expect(isZone('Africa/Kigali')).toBe(true);
    expect(isZone('Etc/GMT+2')).toBe(true);
  });

  it('is not whatever a cookie says', () => {
    for (const zone of ['', 'Mars/Olympus', '../../etc/passwd', '+25:00', 'A'.repeat(400)]) {
      expect(isZone(zone)).toBe(false);
    }
  });
});
