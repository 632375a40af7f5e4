import { expect, test } from 'vitest';
import { isAutomated, readBrowser } from './browser';

const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36';

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ['Firefox', '140.0', 'Windows', '10.0', 'desktop'],
  ],
  [ANDROID, ['Chrome', '138.0.0.0', 'Android', '15', 'mobile']],
  [ANDROID.replace(' Mobile', ''), ['Chrome', '138.0.0.0', 'Android', '15', 'tablet']],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    ['Safari', '18.5', 'iPhone', '18.5', 'mobile'],
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 17_2_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1',
    ['Chrome', '126.0', 'iPad', '17.2.1', 'tablet'],
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.1.2',
    ['Edge', '138.0.1.2', 'macOS', '10.15.7', 'desktop'],
  ],
  [
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36',
    ['Chrome', '120.0', 'ChromeOS', '14541.0.0', 'desktop'],
  ],
  ['something else', ['', '', '', '', '']],
])('%s is read', (userAgent, [name, version, system, systemVersion, type]) => {
  expect(readBrowser(userAgent)).toEqual({ name, version, system, systemVersion, type });
});

test.each([
  '',
  ' ',
  'curl/8.5.0',
  'python-requests/2.32',
  'node',
  'undici/7.1',
  'Go-http-client/1.1',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0.0.0 Safari/537.36',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
])('"%s" is a program', (userAgent) => {
  expect(isAutomated(userAgent)).toBe(true);
});

test.each([ANDROID, 'Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 Chrome/138.0.0.0'])(
  '"%s" is somebody',
  (userAgent) => {
    expect(isAutomated(userAgent)).toBe(false);
  },
);
