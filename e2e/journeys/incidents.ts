import type { Page } from '@playwright/test';
import { CAST } from '../fixtures/cast';
import { arrive, showCode } from '../fixtures/demo-phone';
import { from, PLACES } from '../fixtures/from-abroad';
import { type At, expect, expectAccessible, test, type Visitor } from '../fixtures/journey';
import { type Somebody, signIn } from '../fixtures/people';
import { aNewcomer } from '../fixtures/purses';

const { admin } = CAST;
const { tenant } = admin;
const CENTRE = '/user/security';

/** A browser of a thief's own with every cookie of another one: what lies beside them, its key, stays where it is. */
async function withCookiesOf(page: Page, visitor: Visitor, place: 'kigali' | 'tokyo'): Promise<Page> {
  const thief = await visitor(from(place));
  await thief.context().addCookies(await page.context().cookies());
  return thief;
}

/** The first deed of a stolen session does not happen: the page leads to a proof or the sign-in, or says why not. */
async function expectNoDeed(thief: Page, at: At): Promise<void> {
  await thief.goto(at(tenant, '/user/profile'));
  const isAway = () => /\/(sign-in|step-up|second-factor)/.test(thief.url());
  if (!isAway()) {
    await thief.getByLabel('Name', { exact: true }).fill('A thief');
    await thief.getByRole('button', { name: 'Save' }).click();
    await expect(async () => {
      expect(isAway() || (await thief.getByRole('alert').count()) > 0).toBe(true);
    }).toPass();
  }
  await expect(thief.getByText('Your profile is saved.')).toHaveCount(0);
}

async function openIncident(page: Page, at: At, kind: string, who: string): Promise<void> {
  await page.goto(at(tenant, '/admin/incidents'));
  await page
    .getByRole('row')
    .filter({ hasText: kind })
    .filter({ hasText: who })
    .getByRole('link')
    .first()
    .click();
  await expect(page.getByRole('heading', { name: kind, level: 1 })).toBeVisible();
}

async function enter(page: Page, at: At, who: Somebody, path: string): Promise<void> {
  await page.goto(at(tenant, path));
  await signIn(page, who);
  await expect(page).toHaveURL(at(tenant, path));
}

for (const place of ['kigali', 'tokyo'] as const)
  test(`a session cookie that was copied to a browser in ${place} does nothing there, and is an incident`, async ({
    page,
    at,
    visitor,
  }) => {
    const name = `Vestine of ${place}`;
    const victim = await aNewcomer(tenant, 'agent', name);
    const own = await visitor(from('kigali'));
    await enter(own, at, victim, CENTRE);
    // A page that its own script has been on: the session is bound to a key of this browser.
    await own.reload();
    await expect(own.getByRole('heading', { level: 1 })).toBeVisible();

    await expectNoDeed(await withCookiesOf(own, visitor, place), at);

    await arrive(page, at, admin, '/admin/dashboard');
    await openIncident(page, at, 'Copied session', name);
    await expect(page.getByText('By itself').first()).toBeVisible();
    await expect(page.getByText(PLACES[place]).first()).toBeVisible();
    await expectAccessible(page);
  });

test('two sign-ins too far apart are an incident, and each of its answers is one click', async ({
  page,
  at,
  visitor,
}) => {
  const name = 'Innocent Voyageur';
  const traveller = await aNewcomer(tenant, 'user', name);
  for (let visit = 0; visit < 3; visit++) {
    const home = await visitor(from('kigali'));
    await enter(home, at, traveller, '/user/wallet');
  }
  const far = await visitor(from('tokyo'));
  await far.goto(at(tenant, '/user/wallet'));
  await signIn(far, traveller);

  await arrive(page, at, admin, '/admin/dashboard');
  await openIncident(page, at, 'Risky sign-in', name);
  await expectAccessible(page);

  await test.step('it is taken, and one click ends what is open', async () => {
    await page.getByRole('button', { name: 'Take it' }).click();
    await expect(page.getByRole('main').getByText(admin.title).first()).toBeVisible();
    await page.getByText('More that can be done').click();
    await page.getByRole('button', { name: 'Lock the account' }).click();
    if (/\/step-up/.test(page.url())) {
      await showCode(page, at, admin);
      await page.getByText('More that can be done').click();
      await page.getByRole('button', { name: 'Lock the account' }).click();
    }
    await expect(page.getByText('Locked the account')).toBeVisible();
    await far.goto(at(tenant, '/user/wallet'));
    await expect(far).toHaveURL(/\/sign-in/);
  });

  await test.step('what was reached is one link away', async () => {
    await page.getByRole('link', { name: 'What this person touched' }).click();
    await expect(page.getByRole('heading', { name: `What ${name} touched` })).toBeVisible();
    await expectAccessible(page);
    await page.goBack();
  });

  await test.step('the lock is taken back with a reason, and the incident closed with a word', async () => {
    await page.getByLabel('Why is it taken back?').fill('They were in Tokyo, and said so at the shop');
    await page.getByRole('button', { name: /^Take back/ }).click();
    await expect(page.getByText(/Taken back by/)).toBeVisible();
    await page
      .locator('summary')
      .filter({ hasText: /^Close$/ })
      .click();
    await page.getByLabel('How did it end?').fill('It was they themselves');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(page.getByText('Closed by')).toBeVisible();
    const home = await visitor(from('kigali'));
    await enter(home, at, traveller, '/user/wallet');
  });
});

test('somebody says of a session that it was not them: it ends, and staff see it', async ({
  page,
  at,
  visitor,
}) => {
  const name = 'Honorine Vigilant';
  const owner = await aNewcomer(tenant, 'user', name);
  const [own, other] = [await visitor(), await visitor()];
  await enter(other, at, owner, CENTRE);
  await enter(own, at, owner, CENTRE);
  await own
    .getByRole('button', { name: /^This was not me/ })
    .first()
    .click();
  await expect(own.getByText('the security team looks at it')).toBeVisible();
  await expectAccessible(own);
  await other.goto(at(tenant, '/user/wallet'));
  await expect(other).toHaveURL(/\/sign-in/);

  await arrive(page, at, admin, '/admin/dashboard');
  await openIncident(page, at, 'Reported by its owner', name);
  await expect(page.getByText('Ended the session')).toBeVisible();
});
