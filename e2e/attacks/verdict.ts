import { expect } from 'vitest';
import type { Answer } from '@/testing/raw-http';

/** What an answer comes to, for whoever was refused or served. */
export type Verdict = 'refused' | 'sent away' | 'skeleton' | 'served';

const SENT_AWAY =
  /NEXT_REDIRECT;[a-z]+;\/(sign-in|step-up|verify|authenticator)\b|url=\/(sign-in|step-up|verify|authenticator)\b/;
const ELEMENT = /\["\$",/;
const DONE_STATE = /"status":"done"/;
const REFUSED_STATE = /"status":"refused"/;
const REFUSED_PAGE = /NEXT_HTTP_ERROR_FALLBACK;(401|403|404)/;

/** Reads an answer of the built server: by its status, by where it leads, and by what a script's answer says inside. */
export function verdictOf({ status, headers, body }: Answer): Verdict {
  if (status >= 400) return 'refused';
  if (status >= 300 || headers['x-action-redirect']) return 'sent away';
  if (SENT_AWAY.test(body)) return 'sent away';
  if (REFUSED_STATE.test(body) || REFUSED_PAGE.test(body)) return 'refused';
  // A prefetch names the segments of an address, as the address itself does, and shows nothing of the page.
  const isRouters = String(headers['content-type']).startsWith('text/x-component');
  return isRouters && !ELEMENT.test(body) && !DONE_STATE.test(body) ? 'skeleton' : 'served';
}

/** Holds an answer to being one: of this server, in words, with no failure and nothing of our insides. */
export function expectClear(answer: Answer, about: unknown): void {
  const { status, headers, body } = answer;
  const told = `${JSON.stringify(about)?.slice(0, 2_000)}\n${status} ${headers['x-request-id']}\n${body.slice(0, 500)}`;
  expect(status, told).toBeGreaterThanOrEqual(200);
  expect(status, told).toBeLessThan(500);
  expect(/\bat .+\((?:file|\/).+:\d+:\d+\)|Invariant:|node_modules|"digest":"\d+"/.test(body), told).toBe(
    false,
  );
}
