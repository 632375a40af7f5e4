import { DAY_MS } from '@/lib/base/clock';
import { type Chance, zipf } from './chance';
import { FIRST_DAY, LIFE, WORLD } from './parameters';

export type Handset = {
  model: string;
  system: 'Android' | 'iOS' | 'Windows' | 'Mac OS X' | 'Linux';
  oldest: number;
};

/** A browser on a device that somebody has: what it is, and how fast it follows updates. */
export type Device = {
  handset: Handset;
  browser: keyof typeof BROWSERS;
  systemAtStart: number;
  browserLagMs: number;
  systemLagMs: number;
  slow: boolean;
};

/** The version at the first day, and the days between releases. */
const BROWSERS = {
  'Chrome Mobile': [131, 28],
  Chrome: [131, 28],
  'Samsung Internet': [26, 75],
  'Opera Mobile': [84, 42],
  'Firefox Mobile': [133, 28],
  Firefox: [133, 28],
  Edge: [131, 28],
  'Mobile Safari': [18, 400],
  Safari: [18, 400],
} as const satisfies Record<string, readonly [number, number]>;

const MAKERS = [
  ['SM-A', 0.34],
  ['TECNO ', 0.28],
  ['Infinix X', 0.16],
  ['itel ', 0.1],
  ['Redmi ', 0.08],
  ['Pixel ', 0.04],
] as const;

/** Models of telephones by how many people have them, the most sold first. */
export const MODELS: readonly { handset: Handset; share: number }[] = Array.from(
  { length: WORLD.models },
  (_, rank) => {
    const maker = MAKERS[(rank * 7 + (rank % 3)) % MAKERS.length] as (typeof MAKERS)[number];
    return {
      handset: { model: `${maker[0]}${100 + rank * 3}`, system: 'Android', oldest: 11 + ((rank * 5) % 5) },
      share: zipf(rank, WORLD.modelSteepness) * (0.6 + maker[1]),
    };
  },
);

const IPHONE: Handset = { model: 'iPhone', system: 'iOS', oldest: 17 };
const COMPUTERS: readonly { handset: Handset; share: number }[] = [
  { handset: { model: 'Windows NT 10.0; Win64; x64', system: 'Windows', oldest: 10 }, share: 0.78 },
  { handset: { model: 'Macintosh; Intel Mac OS X 10_15_7', system: 'Mac OS X', oldest: 10 }, share: 0.16 },
  { handset: { model: 'X11; Linux x86_64', system: 'Linux', oldest: 6 }, share: 0.06 },
];

export function telephone(chance: Chance, common: number = WORLD.models): Device {
  if (chance.isTrue(WORLD.iphoneShare)) return kept(chance, IPHONE, 'Mobile Safari');
  const { handset } = chance.weighted(MODELS.slice(0, common), ({ share }) => share);
  return kept(chance, handset, browserOf(chance, handset));
}

export function computer(chance: Chance): Device {
  const { handset } = chance.weighted(COMPUTERS, ({ share }) => share);
  const drawn = chance.next();
  if (handset.system === 'Mac OS X' && drawn < 0.5) return kept(chance, handset, 'Safari');
  return kept(chance, handset, drawn < 0.72 ? 'Chrome' : drawn < 0.88 ? 'Edge' : 'Firefox');
}

/** Another browser on the same device. */
export const otherBrowser = (chance: Chance, device: Device): Device =>
  device.handset.system === 'Android'
    ? {
        ...device,
        browser: device.browser === 'Opera Mobile' ? 'Chrome Mobile' : 'Opera Mobile',
        browserLagMs: lag(chance),
      }
    : device;

function browserOf(chance: Chance, { model }: Handset): Device['browser'] {
  const drawn = chance.next();
  if (model.startsWith('SM-') && drawn < 0.22) return 'Samsung Internet';
  return drawn < 0.82 ? 'Chrome Mobile' : drawn < 0.95 ? 'Opera Mobile' : 'Firefox Mobile';
}

const lag = (chance: Chance) => chance.wait(LIFE.browserLagDays) * DAY_MS;

function kept(chance: Chance, handset: Handset, browser: Device['browser']): Device {
  return {
    handset,
    browser,
    systemAtStart: handset.oldest + (handset.system === 'Android' ? chance.whole(0, 1) : 0),
    browserLagMs: lag(chance),
    systemLagMs: chance.wait(LIFE.systemLagDays) * DAY_MS,
    slow: chance.isTrue(LIFE.slowUpdaters),
  };
}

/** What a device says of itself at a moment. */
export function saysOf(device: Device, at: number) {
  const { handset, browser } = device;
  const browserVersion = browserVersionOf(device, at);
  const system = systemVersionOf(device, at);
  const type = handset.system === 'Android' || handset.system === 'iOS' ? 'mobile' : 'desktop';
  return {
    browser: `${browser} ${browserVersion}`,
    os: `${handset.system} ${system}`,
    deviceType: type,
    userAgent: userAgentOf(device, browserVersion, system),
  };
}

function browserVersionOf({ browser, browserLagMs, slow, ...device }: Device, at: number): string {
  if (device.handset.system === 'iOS' || browser === 'Safari')
    return systemVersionOf({ ...device, browser, browserLagMs, slow }, at);
  const [first, everyDays] = BROWSERS[browser];
  const releases = Math.max(0, Math.floor((at - browserLagMs - FIRST_DAY) / (everyDays * DAY_MS)) + 1);
  return `${first + (slow ? releases - (releases % 4) : releases)}.0.0`;
}

function systemVersionOf({ handset, systemAtStart, systemLagMs, slow }: Device, at: number): string {
  if (handset.system === 'Windows') return '10';
  if (handset.system === 'Linux') return '';
  const days = Math.max(0, (at - systemLagMs * (slow ? 4 : 1) - FIRST_DAY) / DAY_MS);
  if (handset.system === 'Mac OS X') return `10.15.7`;
  if (handset.system === 'iOS') return `18.${Math.floor(days / 48)}`;
  return String(systemAtStart + (days > 200 && systemAtStart < 15 && !slow ? 1 : 0));
}

function userAgentOf({ handset, browser }: Device, version: string, system: string): string {
  const { model } = handset;
  const chromium = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  if (handset.system === 'iOS')
    return `Mozilla/5.0 (iPhone; CPU iPhone OS ${system.replace('.', '_')} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${system} Mobile/15E148 Safari/604.1`;
  if (browser === 'Safari')
    return `Mozilla/5.0 (${model}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Safari/605.1.15`;
  if (browser === 'Firefox') return `Mozilla/5.0 (${model}; rv:${version}) Gecko/20100101 Firefox/${version}`;
  if (browser === 'Firefox Mobile')
    return `Mozilla/5.0 (Android ${system}; Mobile; rv:${version}) Gecko/${version} Firefox/${version}`;
  if (browser === 'Chrome') return `Mozilla/5.0 (${model}) ${chromium} Chrome/${version} Safari/537.36`;
  if (browser === 'Edge')
    return `Mozilla/5.0 (${model}) ${chromium} Chrome/${version} Safari/537.36 Edg/${version}`;
  const name =
    browser === 'Samsung Internet' ? `SamsungBrowser/${version} Chrome/125.0.0.0` : `Chrome/${version}`;
  const opera = browser === 'Opera Mobile' ? ` OPR/${version}` : '';
  return `Mozilla/5.0 (Linux; Android ${system}; ${model}) ${chromium} ${name} Mobile Safari/537.36${opera}`;
}
