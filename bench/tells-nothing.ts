import { type Answer, Browser, formOf } from '@/testing/plain-browser';
import { ratePerSecond, round } from './measure';

const ANSWERS = 500;
/** The birth date of all who are known. */
export const BORN = '1990-05-17';

type Kind = 'e-mail' | 'number';
/** A form that takes a name of somebody, and what is typed beside it; `kinds` where it takes but one kind of name. */
type Way = {
  path: string;
  form: string;
  fields(name: string, kind: Kind): Record<string, string>;
  kinds?: readonly Kind[];
};

const WAYS: Record<string, Way> = {
  'sign-in': {
    path: '/sign-in',
    form: 'Sign in',
    fields: (identifier) => ({ identifier, password: 'a password that is wrong' }),
  },
  'a code': {
    path: '/sign-in/code',
    form: 'Sign in by code',
    fields: (identifier, kind) => ({ identifier, channel: kind === 'number' ? 'sms' : 'email' }),
  },
  'a link': {
    path: '/sign-in/link',
    form: 'Sign in by link',
    fields: (identifier) => ({ identifier }),
    kinds: ['e-mail'],
  },
  'a new password': {
    path: '/forgotten',
    form: 'A new password',
    fields: (identifier) => ({ identifier }),
  },
  'opening an account': {
    path: '/sign-up',
    form: 'Open an account',
    fields: (address) => ({ name: 'Nadine', address, password: 'seven quiet herons at dusk' }),
  },
  'a phone without network': {
    path: '/no-network',
    form: 'My phone has no network',
    fields: (number) => ({ number, birthDate: BORN }),
    kinds: ['number'],
  },
};

type Names = { known: (n: number) => string; unknown: (n: number) => string };
export type Served = { port: number; host: string };

/**
 * Asks about known and unknown names in turn and gives, for each way in, the chance that a known name takes longer than
 * an unknown one (the area under the ROC curve of a guesser with a stopwatch): 0.5 tells nothing. `spent` asks about one
 * name of each kind until its budget is gone, and measures then.
 */
export async function benchTellsNothing(served: Served, names: Record<Kind, Names>) {
  const results: Record<string, { auc: number; answers: number }> = {};
  for (const [title, way] of Object.entries(WAYS)) {
    for (const kind of way.kinds ?? (['e-mail', 'number'] as const)) {
      const { known, unknown } = names[kind];
      const form = { ...way, fields: (name: string) => way.fields(name, kind) };
      results[`${title}, ${kind}`] = await compare(served, form, { known, unknown });
      const spent = { known: () => known(ANSWERS + 1), unknown: () => unknown(ANSWERS + 1) };
      await exhaust(served, form, spent);
      results[`${title}, ${kind}, used up`] = await compare(served, form, spent);
    }
  }
  return results;
}

let asked = 0;
/** Each question comes from an address of its own: what the door allows one address in a minute is not what is measured. */
function nextAddress(): string {
  asked += 1;
  return `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
}

type Form = { path: string; form: string; fields(name: string): Record<string, string> };
const BUDGET = 100;

async function exhaust(served: Served, way: Form, { known, unknown }: Names): Promise<void> {
  const { browser, form } = await open(served, way);
  // The browser's address is read as it asks, so that each lane needs one of its own.
  const lanes = Array.from({ length: 8 }, () => browser.another());
  await ratePerSecond(BUDGET, lanes.length, async (n, lane) => {
    for (const name of [known(n), unknown(n)])
      await (lanes[lane] as Browser).from(nextAddress()).post(way.path, form, way.fields(name));
  });
}

async function compare(served: Served, way: Form, { known, unknown }: Names) {
  const { browser, form } = await open(served, way);
  const times = { known: [] as number[], unknown: [] as number[] };
  const answers = new Set<string>();
  const ask = async (kind: 'known' | 'unknown', name: string) => {
    browser.from(nextAddress());
    const begun = performance.now();
    const answer = await browser.post(way.path, form, way.fields(name));
    times[kind].push(performance.now() - begun);
    answers.add(outlineOf(answer, name));
  };
  for (let n = 0; n < ANSWERS; n++) {
    // Who goes first changes: the second finds warmer caches.
    const pair = [
      ['known', known(n)],
      ['unknown', unknown(n)],
    ] as const;
    for (const [kind, name] of n % 2 === 0 ? pair : pair.toReversed()) await ask(kind, name);
  }
  return { auc: round(aucOf(times.known, times.unknown), 3), answers: answers.size };
}

async function open({ port, host }: Served, { path, form }: Form) {
  const browser = new Browser(port, host);
  return { browser, form: formOf((await browser.get(path)).body, form) };
}

/** What of an answer a stranger can hold against another one: status, where it leads, and how long it is without the name. */
const outlineOf = ({ status, headers, body }: Answer, name: string): string =>
  [status, headers.location?.split('?')[0], body.replaceAll(name, '').length].join(' ');

/** The share of pairs in which the first is larger, ties counting half (Mann and Whitney's U over n·m). */
function aucOf(first: readonly number[], second: readonly number[]): number {
  const all = [
    ...first.map((value) => ({ value, own: true })),
    ...second.map((value) => ({ value, own: false })),
  ];
  all.sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to++;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (all[at]?.own) ranks += rank;
    from = to;
  }
  const n = first.length;
  return (ranks - (n * (n + 1)) / 2) / (n * second.length);
}
