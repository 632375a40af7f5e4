/** What a browser says of itself; empty where it says nothing that we know. */
export type Browser = {
  name: string;
  version: string;
  system: string;
  systemVersion: string;
  type: 'mobile' | 'tablet' | 'desktop' | '';
};

/** The most particular first: nearly every browser also names those that it resembles. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdgA?(?:iOS)?\/([\d.]*)/, 'Edge'],
  [/\bOPR\/([\d.]*)|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\/([\d.]*)/, 'Samsung Internet'],
  [/\bFirefox\/([\d.]*)|\bFxiOS\/([\d.]*)/, 'Firefox'],
  [/\b(?:Headless)?Chrome\/([\d.]*)|\bCriOS\/([\d.]*)/, 'Chrome'],
  [/\bVersion\/([\d.]+).*\bSafari\/|\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(?:iPhone|iPod)\b(?:.*?\bOS ([\d_]+))?/, 'iPhone'],
  [/\biPad\b(?:.*?\bOS ([\d_]+))?/, 'iPad'],
  [/\bAndroid\b(?: ([\d.]+))?/, 'Android'],
  [/\bWindows\b(?: NT ([\d.]+))?/, 'Windows'],
  [/\bMac OS X\b(?: ([\d_.]+))?/, 'macOS'],
  [/\bCrOS\b(?: \w+ ([\d.]+))?/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

function firstIn(names: readonly [RegExp, string][], text: string): [name: string, version: string] {
  for (const [sign, name] of names) {
    const found = sign.exec(text);
    if (found) return [name, (found[1] ?? found[2] ?? '').replaceAll('_', '.')];
  }
  return ['', ''];
}

/** Reads the text by which a browser names itself. It is the browser's word: good for comparing, and proof of nothing. */
export function readBrowser(userAgent: string): Browser {
  const [name, version] = firstIn(BROWSERS, userAgent);
  const [system, systemVersion] = firstIn(SYSTEMS, userAgent);
  return { name, version, system, systemVersion, type: typeOf(system, userAgent) };
}

function typeOf(system: string, userAgent: string): Browser['type'] {
  if (system === 'iPad' || (system === 'Android' && !/\bMobile\b/.test(userAgent))) return 'tablet';
  if (system === 'iPhone' || system === 'Android') return 'mobile';
  return system === '' ? '' : 'desktop';
}

/** Programs and browsers without a screen, by the names that they give themselves. */
const SCRIPTED =
  /\bHeadless|PhantomJS|Selenium|WebDriver|Puppeteer|Playwright|Cypress|\b(?:curl|Wget|HTTPie|libwww-perl|Scrapy|Postman\w*|insomnia|okhttp|axios|undici|node(?:-fetch)?|Deno|Bun|Java|Go-http-client|Apache-HttpClient|python(?:-\w+)?|aiohttp|httpx|Ruby|PHP|Dart)\b[/ ]?[\d.]|(?:bot|crawler|spider)\/[\d.]/i;

/** Whether a program rather than a person seems to be at work: it says so itself, or says nothing at all. */
export const isAutomated = (userAgent: string): boolean =>
  userAgent.trim() === '' || SCRIPTED.test(userAgent) || /^node$/i.test(userAgent.trim());
