import type { Page } from '@playwright/test';
import { type Answer, ask } from '../../testing/raw-http';
import { CAST } from '../fixtures/cast';
import { arrive } from '../fixtures/demo-phone';
import { type At, expect, test, type Visitor } from '../fixtures/journey';
import { goToExample, otherRoutes, pageRoutes, readerOf } from '../fixtures/routes';

const { owner, agent, customer, hospitalAdmin } = CAST;
const OURS = owner.tenant;
const THEIRS = hospitalAdmin.tenant;
const NO_ONE = '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What is named by its kind and not by its id: every tenant has its own there. */
const IS_A_KIND = /\/\[kind\]/;

/** What stands on our pages and may stand on none of theirs. */
const OUR_WORDS = [
  'MTN Rwanda',
  'Olive Uwase',
  'Alexis Nkurunziza',
  'Grace Mukamana',
  '788 100 0',
  '250788100',
];

test('an admin of another tenant gets nothing of ours: what is ours answers as what does not exist', async ({
  visitor,
  at,
}) => {
  test.setTimeout(600_000);
  const ours = await trueAddresses(visitor, at);
  expect(ours.length).toBeGreaterThan(0);
  const page = await visitor();
  await arrive(page, at, hospitalAdmin, '/admin/stock');
  const browser = await browserOf(page, at, THEIRS);

  await test.step('by the address of something of ours', async () => {
    for (const path of ours) {
      const nowhere = at(THEIRS, path.replace(ID, NO_ONE));
      const answer = await get(at(THEIRS, path), browser);
      expect.soft(answer.status, path).not.toBe(200);
      expect.soft(answer.status, path).toBe((await get(nowhere, browser)).status);
      // A page comes in pieces, and their order may differ from one time to the next.
      await expect(async () => {
        const [one, other] = [await get(at(THEIRS, path), browser), await get(nowhere, browser)];
        expect(bare(one.body)).toBe(bare(other.body));
      }, path).toPass({ timeout: 30_000 });
      expectNothingOfOurs(answer, path);
    }
  });

  await test.step('by every page and every file of the site, searched for our people', async () => {
    const paths = [...pageRoutes(), ...otherRoutes()].filter(isPlain);
    for (const path of paths) {
      for (const query of [
        '',
        '?q=Olive',
        '?q=0788100001',
        '?role=owner',
        '?command=sim.register',
        '?search=Grace',
      ]) {
        expectNothingOfOurs(await get(at(THEIRS, path + query), browser), path + query);
      }
    }
  });
});

test('the cookie of one host opens nothing on another', async ({ visitor, at }) => {
  const page = await visitor();
  await arrive(page, at, owner, '/admin/stock');
  const browser = await browserOf(page, at, OURS);
  expect((await get(at(OURS, '/admin/stock'), browser)).status).toBe(200);
  for (const path of pageRoutes().filter((route) => isPlain(route) && readerOf(route) === 'owner')) {
    const answer = await get(at(THEIRS, path), browser);
    expect.soft(answer.status, path).toBe(307);
    expect.soft(answer.headers.location, path).toContain('/sign-in');
    expectNothingOfOurs(answer, path);
  }
});

/** The demo phones are open to everybody, each tenant's on its own host; and a stream of events has no end to wait for. */
const isPlain = (route: string) =>
  !route.includes('[') && !route.startsWith('/demo') && route !== '/api/events';

/** The address of one of ours for every route that has an id, as those find it who may see it. */
async function trueAddresses(visitor: Visitor, at: At): Promise<string[]> {
  const found: string[] = [];
  for (const who of [owner, agent, customer]) {
    const page = await visitor();
    const own = pageRoutes().filter(
      (route) => route.includes('[') && !IS_A_KIND.test(route) && CAST[readerOf(route) as 'owner'] === who,
    );
    if (own.length > 0) await arrive(page, at, who, own[0]?.replace(/^(\/\w+).*/, '$1/dashboard') ?? '/');
    for (const route of own) {
      await goToExample(page, route, (path) => at(OURS, path));
      const path = new URL(page.url()).pathname;
      found.push(path, ...filesBelow(route).map((file) => file.replace(route, path)));
    }
  }
  return found;
}

const filesBelow = (route: string) => otherRoutes().filter((file) => file.startsWith(`${route}/`));

/** What the browser sends of itself: its cookies with another name of a browser would be a copy. */
async function browserOf(page: Page, at: At, tenant: string): Promise<Record<string, string>> {
  const cookies = await page.context().cookies(at(tenant, '/'));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookie, 'user-agent': await page.evaluate(() => navigator.userAgent) };
}

function get(address: string, browser: Record<string, string>): Promise<Answer> {
  const { host, port, pathname, search } = new URL(address);
  const headers = { host, ...browser, accept: 'text/html', 'accept-language': 'en' };
  return ask(Number(port), { path: pathname + search, headers });
}

/** What React streams beside the markup; where one piece ends and the next begins is a matter of speed. */
const STREAMED = /<script nonce>self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)<\/script>/g;

/**
 * A page without what differs each time that it is asked for: its nonce, the id that was asked for, the time, and the order
 * of the rows that were streamed.
 */
function bare(html: string): string {
  const page = html
    .replace(/nonce(=|\\?":\\?)"?[^"\\ >]+"?/g, 'nonce')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replace(/\b\d{13}\b/g, 'moment')
    .replace(ID, 'id');
  const rows = [...page.matchAll(STREAMED)].map(([, text]) => JSON.parse(text ?? '""') as string);
  return [page.replace(STREAMED, ''), ...rows.join('').split('\n').sort()].join('\n');
}

function expectNothingOfOurs({ body }: Answer, path: string): void {
  expect
    .soft(
      OUR_WORDS.filter((word) => body.includes(word)),
      path,
    )
    .toEqual([]);
}
