/** The most particular first: nearly every browser also names those that it resembles. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdgA?(?:iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\b(?:Headless)?Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(?:iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const firstIn = (names: readonly [RegExp, string][], text: string) =>
  names.find(([sign]) => sign.test(text))?.[1];

/**
 * A browser and its system as people call them, `Firefox · Windows`; null for what is not known. None of the text is ever
 * passed on: whoever signs in writes it, and it stands in messages that people trust.
 */
export function browserName(userAgent: string): string | null {
  const names = [firstIn(BROWSERS, userAgent), firstIn(SYSTEMS, userAgent)].filter((name) => name);
  return names.length > 0 ? names.join(' · ') : null;
}
