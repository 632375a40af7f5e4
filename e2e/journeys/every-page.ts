import type { Page } from '@playwright/test';
import { CAST } from '../fixtures/cast';
import { proofsAreFresh } from '../fixtures/clockwork';
import { arrive } from '../fixtures/demo-phone';
import { expect, expectAccessible, test } from '../fixtures/journey';
import { goToExample, pageRoutes, readerOf } from '../fixtures/routes';

/** What a page of the counter may ship: it is opened on cheap telephones and slow networks. */
const MOST_SCRIPT = 150_000;

/** These answer with the way to another page and show nothing of their own. */
const LEADS_ON = new Set(['/']);
/** Shown to those alone whose address awaits its confirmation, or whose account is secured; other journeys hold them to the same. */
const SHOWN_ELSEWHERE = new Set(['/verify', '/verify/link', '/new-credentials']);

const routes = pageRoutes().filter((route) => !LEADS_ON.has(route) && !SHOWN_ELSEWHERE.has(route));

for (const who of ['stranger', 'customer', 'agent', 'owner'] as const) {
  const own = routes.filter((route) => readerOf(route) === who);
  test(`every page for the ${who} is accessible, fits a phone and has nothing to complain of`, async ({
    page,
    at,
  }) => {
    test.setTimeout(own.length * 60_000);
    if (who !== 'stranger') await arrive(page, at, CAST[who], `/${portalOf(who)}/dashboard`);
    for (const route of own) {
      await test.step(route, async () => {
        await proofsAreFresh('mtn-rw');
        await goToExample(page, route, (path) => at('mtn-rw', path));
        await expect.soft(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        expect.soft(new URL(page.url()).pathname, 'where it led').toMatch(shapeOf(route));
        await expectAccessible(page);
        if (who === 'agent')
          expect.soft(await scriptOf(page), `script of ${route}`).toBeLessThanOrEqual(MOST_SCRIPT);
      });
    }
  });
}

const portalOf = (who: 'customer' | 'agent' | 'owner') =>
  ({ customer: 'user', agent: 'agent', owner: 'admin' })[who];

const shapeOf = (route: string) => new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+')}$`);

/** The bytes of script that a page needs, as they came over the wire. */
const scriptOf = (page: Page): Promise<number> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
