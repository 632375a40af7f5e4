import { readBrowser } from './browser';

/**
 * A browser and its system as people call them, `Firefox · Windows`; null for what is not known. None of the text is ever
 * passed on: whoever signs in writes it, and it stands in messages that people trust.
 */
export function browserName(userAgent: string): string | null {
  const { name, system } = readBrowser(userAgent);
  const names = [name, system].filter((one) => one !== '');
  return names.length > 0 ? names.join(' · ') : null;
}
