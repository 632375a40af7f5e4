import { readFileSync } from 'node:fs';
import { Browser, formOf } from '@/testing/plain-browser';
import { alternate, quantile, ratePerSecond, round } from './measure';
import { signedInBrowser, signIn } from './sign-ins';
import type { Served } from './tells-nothing';

const SIGN_IN = 'Sign in';
const PAGES = ['/user/dashboard', '/user/wallet', '/user/security'];
const AT_ONCE = 4;

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
