import type { Page } from '@playwright/test';
import { CAST } from '../fixtures/cast';
import { arrive } from '../fixtures/demo-phone';
import { type At, expect, expectAccessible, test } from '../fixtures/journey';
import { signIn } from '../fixtures/people';
import { aNewcomer } from '../fixtures/purses';

const { friend, hospitalAdmin } = CAST;
const CENTRE = '/user/security';

/** Whether a browser is still let in: its next request tells. */
async function expectSignedOut(page: Page, at: At): Promise<void> {
  await page.goto(at(friend.tenant, '/user/wallet'));
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fuser%2Fwallet$/);
}

test('what is ended in one browser is dead in the other on its next request', async ({
  page,
  at,
  visitor,
}) => {
  await arrive(page, at, friend, CENTRE);
  const other = await visitor();
  await arrive(other, at, friend, CENTRE);

  await test.step('the centre answers whether one is safe, and says one thing to do', async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Your account needs something from you' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Set up a second factor' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('one session is ended, and this one lives on', async () => {
    await page
      .getByRole('button', { name: /^End the session of/ })
      .first()
      .click();
    await expect(page.getByText('That session has ended.')).toBeVisible();
    await expectSignedOut(other, at);
  });

  await test.step('all others are ended at once', async () => {
    await signIn(other, friend);
    await expect(other).toHaveURL(/\/user\/wallet$/);
    await page.goto(at(friend.tenant, CENTRE));
    await page.getByRole('button', { name: 'End all other sessions' }).click();
    await expect(page.getByText('All other sessions have ended.')).toBeVisible();
    await expectSignedOut(other, at);
  });

  await test.step('a browser is forgotten, and its session ends with it', async () => {
    await signIn(other, friend);
    await expect(other).toHaveURL(/\/user\/wallet$/);
    await page.goto(at(friend.tenant, CENTRE));
    const forget = page.getByRole('button', { name: /^Forget / });
    const known = await forget.count();
    await forget.first().click();
    await expect(page.getByText('That browser is forgotten, and its sessions have ended.')).toBeVisible();
    await expect(forget).toHaveCount(known - 1);
    await expectSignedOut(other, at);
  });
});

test('a wrong password in a strange browser is told, and stands in the history with its place', async ({
  page,
  at,
  visitor,
}) => {
  await arrive(page, at, friend, CENTRE);
  const stranger = await visitor();
  await stranger.goto(at(friend.tenant, '/sign-in'));
  await signIn(stranger, { ...friend, password: 'a guess at a long password' });
  await expect(stranger.getByText(/do not match/).first()).toBeVisible();

  await page.goto(at(friend.tenant, CENTRE));
  await expect(page.getByText(/wrong passwords? or codes? (was|were) tried/)).toBeVisible();
  await page.getByRole('link', { name: 'Sign-in history' }).click();
  const refused = page.getByRole('row').filter({ hasText: 'Refused' }).first();
  await expect(refused).toContainText('Somebody not signed in');
  await expect(refused).toContainText('127.0.0.1');
  await expectAccessible(page);

  await page.getByLabel('Outcome').selectOption('refused');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/outcome=refused/);
  await expect(page.getByRole('row').filter({ hasText: 'Done' })).toHaveCount(0);
});

test('an admin demands a second factor, is told of whom first, and others see it in their browser', async ({
  page,
  at,
  visitor,
}) => {
  const { tenant } = hospitalAdmin;
  const member = await aNewcomer(tenant, 'user', 'Mireille Mutoni');
  const other = await visitor();
  await other.goto(at(tenant, CENTRE));
  await signIn(other, member);
  await expect(other).toHaveURL(/\/user\/security$/);
  await expect(other.getByText('Set up a second factor by')).toHaveCount(0);

  await arrive(page, at, hospitalAdmin, '/admin/sign-in');
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Change', exact: true }).click();
  await expect(page).toHaveURL(/change=1$/);
  await expectAccessible(page);

  await test.step('the last way in cannot be closed', async () => {
    const ways = page.getByRole('group', { name: 'People may begin with' });
    for (const box of await ways.getByRole('checkbox').all()) await box.uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('One way to sign in must stay open.')).toBeVisible();
    for (const box of await ways.getByRole('checkbox').all()) await box.check();
  });

  await test.step('whom it concerns is said before it counts, and what was chosen stays', async () => {
    await page.getByLabel('Customer', { exact: true }).selectOption('user:required');
    await page.getByLabel('Days to set it up').fill('7');
    await page.getByRole('button', { name: 'Save' }).click();
    const said = page.getByText(/People who will have to set up a second factor: \d+/);
    await expect(said.filter({ visible: true })).toHaveCount(1);
    await expect(page.getByLabel('Days to set it up')).toHaveValue('7');
    await other.reload();
    await expect(other.getByText('Set up a second factor by')).toHaveCount(0);
  });

  await test.step('then it counts, also in the other browser', async () => {
    await page.getByLabel('I know whom this concerns').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
    await expectAccessible(page);
    await expect(async () => {
      await other.reload();
      await expect(other.getByText('Set up a second factor by')).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expectAccessible(other);
  });
});
