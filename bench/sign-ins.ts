import { availableParallelism } from 'node:os';
import { verify } from '@node-rs/argon2';
import { hashPassword } from '@/lib/auth/password';
import { stepOfCode, totpCode } from '@/lib/auth/totp';
import { type Answer, Browser, formOf } from '@/testing/plain-browser';
import { CROWD_PASSWORD, type Member } from './crowd';
import { alternate, quantile, ratePerSecond, round } from './measure';
import type { Served } from './tells-nothing';

const SIGN_IN = 'Sign in';
const SECOND_FACTOR = 'Second factor';
/** A server that hashes one password while it reads the next form needs several people to show it. */
const SIGNING_AT_ONCE = 8;

/** A browser that somebody has signed in with. */
export async function signedInBrowser({ port, host }: Served, identifier: string): Promise<Browser> {
  const browser = new Browser(port, host);
  await signIn(browser, identifier, formOf((await browser.get('/sign-in')).body, SIGN_IN));
  return browser;
}

export async function signIn(
  browser: Browser,
  identifier: string,
  form: Record<string, string>,
): Promise<void> {
  const { status, headers } = await browser.post('/sign-in', form, { identifier, password: CROWD_PASSWORD });
  if (status !== 303 || !entered({ headers }))
    throw new Error(`A sign-in of ${identifier} was answered with ${status}.`);
}

export const entered = ({ headers }: Pick<Answer, 'headers'>) =>
  headers['set-cookie']?.some((cookie) => cookie.startsWith('ngao-session='));

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

/**
 * Sign-ins with password and authenticator a second, each of them two forms in a browser of its own, against the bare
 * verifications of both. `forget` makes every code good again between the turns.
 */
export async function benchTwoFactors(
  served: Served,
  members: readonly Member[],
  forget: () => Promise<void>,
) {
  const first = formOf((await new Browser(served.port, served.host).get('/sign-in')).body, SIGN_IN);
  const second = await secondForm(served, members[0] as Member, first);
  const stored = await hashPassword(CROWD_PASSWORD);
  const lanes = Math.max(1, availableParallelism() - 1);
  const memberOf = (index: number) => members[index % members.length] as Member;
  return alternate(
    5,
    async () => {
      await forget();
      return ratePerSecond(members.length, SIGNING_AT_ONCE, (index) =>
        signInTwice(served, memberOf(index), first, second),
      );
    },
    () =>
      ratePerSecond(members.length, lanes, async (index) => {
        const { secret = '' } = memberOf(index);
        const now = new Date();
        stepOfCode(secret, totpCode(secret, now), now, 0);
        await verify(stored, CROWD_PASSWORD);
      }),
  );
}

async function secondForm(served: Served, { email }: Member, first: Record<string, string>) {
  const browser = new Browser(served.port, served.host);
  await browser.get('/sign-in');
  await browser.post('/sign-in', first, { identifier: email, password: CROWD_PASSWORD });
  return formOf((await browser.get('/second-factor')).body, SECOND_FACTOR);
}

async function signInTwice(
  { port, host }: Served,
  { email, secret = '' }: Member,
  first: Record<string, string>,
  second: Record<string, string>,
): Promise<void> {
  const browser = new Browser(port, host);
  await browser.post('/sign-in', first, { identifier: email, password: CROWD_PASSWORD });
  const answer = await browser.post('/second-factor', second, { code: totpCode(secret, new Date()) });
  if (!entered(answer)) throw new Error(`The second factor of ${email} was answered with ${answer.status}.`);
}
