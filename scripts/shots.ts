import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { seed } from '../db/seed/seed';
import { CAST } from '../e2e/fixtures/cast';
import { arrive } from '../e2e/fixtures/demo-phone';
import { goToExample, pageRoutes, readerOf } from '../e2e/fixtures/routes';
import { clock } from '../lib/base/clock';
import { requireBrowser } from './browser';
import { requireBuild } from './production-build';
import { openStage } from './stage';

const FOLDER = 'shots';
const OVERVIEW = 'docs/overview.png';
/** Enough for lists that look like a real day. */
const CUSTOMERS = 40;
const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };
const SCHEMES = ['light', 'dark'] as const;
/** It shows nothing of its own, but leads on. */
const LEADS_ON = new Set(['/', '/verify', '/verify/link', '/new-credentials']);

const HOME = { customer: '/user/dashboard', agent: '/agent/dashboard', owner: '/admin/dashboard' };

const named = process.argv.slice(2);
const launch = requireBrowser();
await requireBuild();
const stage = await openStage(() => seed({ now: clock.now(), customers: CUSTOMERS }));
try {
  const browser = await chromium.launch(launch);
  await takeAll(browser);
  await browser.close();
} finally {
  await stage.close();
}

/** Takes a picture of every page, or of those whose address contains a word that was given, as whom it is for. */
async function takeAll(browser: Browser): Promise<void> {
  if (named.length === 0) rmSync(FOLDER, { recursive: true, force: true });
  const isWanted = (route: string) => named.length === 0 || named.some((word) => route.includes(word));
  const routes = pageRoutes().filter((route) => !LEADS_ON.has(route) && isWanted(route));
  for (const who of ['stranger', 'customer', 'agent', 'owner'] as const) {
    const own = routes.filter((route) => readerOf(route) === who);
    if (own.length === 0) continue;
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Africa/Kigali' });
    const page = await context.newPage();
    if (who !== 'stranger') await arrive(page, at, CAST[who], HOME[who]);
    for (const route of own) {
      await goToExample(page, route, (path) => at('mtn-rw', path));
      await take(page, route);
    }
    await context.close();
  }
}

function at(tenant: string, path: string): string {
  const address = new URL(path, stage.url);
  address.hostname = `${tenant}.${address.hostname}`;
  return address.href;
}

async function take(page: Page, route: string): Promise<void> {
  const name = route.slice(1).replaceAll('/', '-').replace(/[[\]]/g, '');
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await save(page, join(FOLDER, `${name}.${size}.${colorScheme}.png`), true);
      if (route === '/admin/dashboard' && size === 'wide' && colorScheme === 'light')
        await save(page, OVERVIEW, false);
    }
  }
  console.log(route);
}

async function save(page: Page, path: string, fullPage: boolean): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage, animations: 'disabled' });
}
