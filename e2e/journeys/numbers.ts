import type { Page } from '@playwright/test';
import { CAST } from '../fixtures/cast';
import { arrive, showCode } from '../fixtures/demo-phone';
import { type At, expect, expectAccessible, test } from '../fixtures/journey';
import { aLineHolder } from '../fixtures/line-holder';
import { type Somebody, signIn } from '../fixtures/people';
import { aNewcomer } from '../fixtures/purses';

const { admin } = CAST;
const { tenant } = admin;
const SIMS = '/user/sims';

async function enter(page: Page, at: At, who: Somebody, path: string): Promise<void> {
  await page.goto(at(tenant, path));
  await signIn(page, who);
  await expect(page).toHaveURL(at(tenant, path));
}

test('a lost phone is suspended by its holder at once, staff take it into use again, and its PUK is shown once', async ({
  page,
  at,
  visitor,
}) => {
  const holder = await aLineHolder(tenant, 'Devota Perdue');

  await test.step('the holder suspends the number in two presses', async () => {
    await enter(page, at, holder, SIMS);
    await page.getByText('My phone is lost').click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Suspend the number' }).click();
    await expect(page.getByText(/^The number is suspended/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Use the number again' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('staff find the number, see its life, and take it into use again with a reason', async () => {
    const staff = await visitor();
    await arrive(staff, at, admin, '/admin/dashboard');
    await staff.goto(at(tenant, `/admin/people?q=${encodeURIComponent(holder.title)}`));
    await staff.getByRole('main').getByRole('link', { name: holder.title }).first().click();
    await staff.getByRole('link', { name: /^\+250 •/ }).click();
    await expect(staff.getByText('Suspended', { exact: true })).toBeVisible();
    await expectAccessible(staff);
    const resume = async () => {
      await staff.getByText('Take it into use again').first().click();
      const form = staff.getByRole('form', { name: 'Take it into use again' });
      await form.getByLabel('Reason').fill('Seen at the shop with their identity card');
      await form.getByRole('button', { name: 'Take it into use again' }).click();
    };
    await resume();
    await staff.waitForURL(/step-up|said=done/);
    if (/\/step-up/.test(staff.url())) {
      await showCode(staff, at, admin);
      await resume();
    }
    await expect(staff.getByText('Done. It stands in the history below.')).toBeVisible();
    await staff
      .getByRole('link', { name: /^89\d{16,18}$/ })
      .first()
      .click();
    await expect(staff.getByRole('heading', { name: 'What happened' })).toBeVisible();
    await expectAccessible(staff);
  });

  await test.step('PIN and PUK are shown once', async () => {
    await page.goto(at(tenant, SIMS));
    await page.getByText('PIN and PUK', { exact: true }).click();
    await page.getByRole('button', { name: 'Show PIN and PUK' }).click();
    await expect(page.getByText('12345678')).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByText('12345678')).toHaveCount(0);
  });

  await test.step('the call centre sees it masked and suspends it, and that is not the holder’s to undo', async () => {
    const support = await visitor();
    await enter(support, at, await aNewcomer(tenant, 'support', 'Clarisse Centrale'), '/agent/numbers');
    await support.getByLabel('Number of the customer').fill(holder.msisdn);
    await support.getByLabel('Number of the customer').press('Enter');
    await expect(support.getByText('Devota P.')).toBeVisible();
    await expect(support.getByRole('main').getByText(holder.msisdn)).toHaveCount(0);
    await expectAccessible(support);
    await support.getByLabel('Reason').fill('The holder called from a friend’s telephone');
    await support.getByRole('button', { name: 'Suspend the number' }).click();
    await expect(support.getByText('The number is suspended, and its holder is told.')).toBeVisible();
    await page.goto(at(tenant, SIMS));
    await expect(page.getByText(/^Staff suspended/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Use the number again' })).toHaveCount(0);
  });
});
