import type { Page } from '@playwright/test';
import { CAST, type Player } from '../fixtures/cast';
import { arrive, showCode } from '../fixtures/demo-phone';
import { type At, expect, expectAccessible, test } from '../fixtures/journey';

const tenant = CAST.admin.tenant;
const HOUR_MS = 60 * 60_000;

/** The time of day in Kigali some hours from now. */
const clockIn = (hours: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Africa/Kigali', hour: '2-digit', minute: '2-digit' }).format(
    new Date(Date.now() + hours * HOUR_MS),
  );

/** Reads the page anew until the deed stands among those that would have been refused. */
async function untilNoted(page: Page, deed: string): Promise<void> {
  const noted = page.getByRole('table', { name: 'Whom it would have refused since it is tried' });
  await expect(async () => {
    await page.reload();
    await expect(noted.getByText(deed).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** Presses what wants a fresh second factor, and shows it where the last one is too long ago by now. */
async function pressProved(page: Page, at: At, who: Player, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL(/\/step-up|said=/);
  if (!page.url().includes('/step-up')) return;
  await showCode(page, at, who);
  await page.getByRole('button', { name: button }).click();
}

test('an admin writes business hours, sees whom they would refuse, turns them on, is refused, and an owner ends it', async ({
  page,
  at,
  visitor,
}) => {
  test.setTimeout(360_000);
  const [from, to] = [clockIn(3), clockIn(5)];
  await arrive(page, at, CAST.admin, '/admin/units');

  await test.step('somebody does what the policy will be about', async () => {
    await page.getByLabel('Name', { exact: true }).fill('The shop that works at night');
    await page.getByRole('button', { name: 'Make the unit' }).click();
    await expect(page.getByText('The shop that works at night').first()).toBeVisible();
  });

  await test.step('the policy is a form, and decides nothing yet', async () => {
    await page.goto(at(tenant, '/admin/policies'));
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Write a policy' }).first().click();
    await expect(page.getByRole('heading', { name: 'Choose what it is about' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: /Business hours/ }).click();
    await page.getByLabel('Name', { exact: true }).fill('Business hours of the office');
    for (const day of ['Saturday', 'Sunday']) await page.getByLabel(day).check();
    await page.getByLabel('From', { exact: true }).fill(from);
    await page.getByLabel('To', { exact: true }).fill(from);
    await page.getByRole('group', { name: 'For these roles' }).getByLabel('Administrator').check();
    const deeds = page.getByRole('group', { name: 'These kinds of deeds' });
    await deeds.getByLabel('Money').uncheck();
    await deeds.getByLabel('Numbers and SIMs').uncheck();
    await page.getByLabel('Why', { exact: true }).fill('The office is closed at night');
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await expect(
      page.getByText('This begins and ends at the same time.').filter({ visible: true }),
    ).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('To', { exact: true }).fill(to);
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await expect(page.getByText('Kept as a draft. It decides nothing yet.')).toBeVisible();
  });
  const own = new URL(page.url()).pathname;

  await test.step('what no template says is written in Cedar, and a problem stands beside it', async () => {
    await page.goto(at(tenant, '/admin/policies/new?template=cedar'));
    await page.getByLabel('Name', { exact: true }).fill('In Cedar');
    await page
      .getByLabel('Cedar', { exact: true })
      .fill('forbid (principal, action == Action::"unit.paint", resource);');
    await page.getByLabel('Why', { exact: true }).fill('To see');
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await expect(
      page.getByText(/^This policy cannot be used yet: .*unit\.paint/).filter({ visible: true }),
    ).toBeVisible();
    await page.getByText('What a policy can speak of').click();
    await expectAccessible(page);
    await page.goto(at(tenant, own));
  });

  await test.step('the last seven days show whom it would have refused', async () => {
    const replay = page.getByRole('table', { name: 'Whom it would have refused in the last 7 days' });
    await expect(replay.getByText(CAST.admin.title).first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('in shadow nobody is refused, and it is noted who would be', async () => {
    await page.getByRole('button', { name: 'Try in shadow' }).click();
    await expect(page.getByText('It is being tried from now on.')).toBeVisible();
    await page.goto(at(tenant, '/admin/units'));
    await expect(page.getByRole('heading', { level: 1, name: 'Units' })).toBeVisible();
    await page.goto(at(tenant, own));
    await untilNoted(page, 'See the units');
    await expectAccessible(page);
  });

  await test.step('a case tells what it would say, and behind which answer it stands', async () => {
    await page.getByRole('link', { name: 'Try a case with it' }).click();
    await page.getByLabel('Who', { exact: true }).fill(CAST.admin.name);
    await page.getByLabel('Deed', { exact: true }).selectOption('unit.create');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(page.getByText(`Open every day from ${from} to ${to}.`)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Business hours of the office' }).first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('once it is on, whom it refuses reads when to come back', async () => {
    await page.goto(at(tenant, own));
    await pressProved(page, at, CAST.admin, 'Turn on');
    await expect(page.getByText('It is on, on every node.')).toBeVisible();
    await page.goto(at(tenant, '/admin/units'));
    await expect(page).toHaveURL(/\/refused\?/);
    const sentence = new RegExp(`Open every day from ${from} to ${to}\\. Come back .*at ${from}\\.`);
    await expect(page.getByText(sentence)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('an owner turns it off, and everything is as it was', async () => {
    const ownersPage = await visitor();
    await arrive(ownersPage, at, CAST.owner, own);
    await pressProved(ownersPage, at, CAST.owner, 'Turn off');
    await expect(ownersPage.getByText('It is off.')).toBeVisible();
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Units' })).toBeVisible();
  });
});
