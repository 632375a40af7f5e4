import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { verify } from '@node-rs/argon2';
import { hashPassword } from '@/lib/auth/password';
import { Browser, formOf } from '@/testing/plain-browser';
import { CROWD_PASSWORD } from './crowd';
import { alternate, quantile, ratePerSecond, round } from './measure';

const SIGN_IN = 'Sign in';
const PAGES = ['/user/dashboard', '/user/wallet', '/user/security'];
const AT_ONCE = 4;
/** A server that hashes one password while it reads the next form needs several people to show it. */
const SIGNING_AT_ONCE = 8;

type Served = { port: number; host: string };

/** A browser that somebody has signed in with. */
export async function signedInBrowser({ port, host }: Served, identifier: string): Promise<Browser> {
  const browser = new Browser(port, host);
  await signIn(browser, identifier, formOf((await browser.get('/sign-in')).body, SIGN_IN));
  return browser;
}

async function signIn(browser: Browser, identifier: string, form: Record<string, string>): Promise<void> {
  const { status, headers } = await browser.post('/sign-in', form, { identifier, password: CROWD_PASSWORD });
  const entered = headers['set-cookie']?.some((cookie) => cookie.startsWith('ngao-session='));
  if (status !== 303 || !entered) throw new Error(`A sign-in of ${identifier} was answered with ${status}.`);
}

/**
 * Sign-ins a second over HTTP against bare argon2id verifications, as many at once as the server allows itself, and what
 * a hundred people see who sign in at the same moment.
 */
export async function benchSignIns(served: Served, names: string[], count: number) {
  const browser = new Browser(served.port, served.host);
  const form = formOf((await browser.get('/sign-in')).body, SIGN_IN);
  const stored = await hashPassword(CROWD_PASSWORD);
  const lanes = Math.max(1, availableParallelism() - 1);
  const nameOf = (index: number) => names[index % names.length] as string;
  const against = await alternate(
    5,
    () => ratePerSecond(count, SIGNING_AT_ONCE, (index) => signIn(browser, nameOf(index), form)),
    () => ratePerSecond(count, lanes, () => verify(stored, CROWD_PASSWORD)),
  );
  const crowd = await hundredAtOnce(served, names, form);
  return { perSecond: { ...against, verificationsAtOnce: lanes }, hundredAtOnce: crowd };
}

async function hundredAtOnce(served: Served, names: string[], form: Record<string, string>) {
  const waits: number[] = [];
  let errors = 0;
  await Promise.all(
    names.slice(0, 100).map(async (name) => {
      const browser = new Browser(served.port, served.host);
      const begun = performance.now();
      await signIn(browser, name, form).catch(() => {
        errors += 1;
      });
      waits.push(performance.now() - begun);
    }),
  );
  return {
    people: waits.length,
    errors,
    slowestMs: round(Math.max(...waits)),
    medianMs: round(quantile(waits, 0.5)),
  };
}

/** Pages a second with the door against the same pages of a build without it, and against an empty page of that build. */
export async function benchPages(ours: Served, bare: Served, name: string, count: number) {
  const [withDoor, without] = [await signedInBrowser(ours, name), await signedInBrowser(bare, name)];
  const load = (browser: Browser, path: string) => () =>
    ratePerSecond(count, AT_ONCE, async () => {
      const { status } = await browser.get(path);
      if (status !== 200) throw new Error(`${path} was answered with ${status}.`);
    });
  // Both have compiled and cached what they will.
  await load(withDoor, '/user/dashboard')();
  await load(without, '/user/dashboard')();
  return {
    withoutTheDoor: await alternate(7, load(withDoor, '/user/dashboard'), load(without, '/user/dashboard')),
    emptyPage: await alternate(5, load(withDoor, '/user/dashboard'), load(without, '/bench/empty')),
  };
}

/** The p95 of other pages at rest, and while a hundred people sign in. */
export async function benchOthers(served: Served, names: string[]) {
  const browser = await signedInBrowser(served, names[0] as string);
  const form = formOf((await new Browser(served.port, served.host).get('/sign-in')).body, SIGN_IN);
  const rest: number[] = [];
  const busy: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    for (let view = 0; view < 40; view++) rest.push(await timeOf(browser, view));
    let over = false;
    const crowd = Promise.all(
      names.slice(0, 100).map((name) => signIn(browser.another(), name, form)),
    ).finally(() => {
      over = true;
    });
    for (let view = 0; !over; view++) busy.push(await timeOf(browser, view));
    await crowd;
  }
  const [p95Rest, p95Busy] = [quantile(rest, 0.95), quantile(busy, 0.95)];
  return {
    p95MsAtRest: round(p95Rest),
    p95MsWhileSigningIn: round(p95Busy),
    ratio: round(p95Busy / p95Rest),
  };
}

async function timeOf(browser: Browser, view: number): Promise<number> {
  const begun = performance.now();
  const { status } = await browser.get(PAGES[view % PAGES.length] as string);
  if (status !== 200) throw new Error(`A page was answered with ${status}.`);
  return performance.now() - begun;
}

/** The memory that a process holds now, in MiB, as the kernel counts it. */
export function memoryMiB(pid: number): number {
  const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return round(Number(kib) / 1024, 1);
}
