import type { Page } from '@playwright/test';
import { totpCode } from '../../lib/auth/totp';
import { halfAMinutePasses } from '../fixtures/clockwork';
import { withMoney } from '../fixtures/funds';
import { type At, expect, expectAccessible, test } from '../fixtures/journey';
import { enter, enterCode, type Somebody } from '../fixtures/people';
import { aNewcomer } from '../fixtures/purses';

const tenant = 'mtn-rw';
/** Of an amount that no other journey sends: what is held here is held nowhere else. */
const CEDAR = `@answer("hold")
forbid (principal, action == Action::"wallet.transfer", resource)
when { context has moneyRisk && context has firstPayee && context.firstPayee && context has amount && context.amount == 15000 };`;

/** Presses what wants a fresh second factor, and shows it where the last one is too long ago by now. */
async function pressProved(page: Page, { secret = '' }: Somebody, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL(/\/step-up|said=/);
  if (!page.url().includes('/step-up')) return;
  await halfAMinutePasses(tenant);
  await enterCode(page, totpCode(secret, new Date()));
  await page.getByRole('button', { name: button }).click();
}

/** Sends 15,000 francs to somebody, which are set aside. */
async function send(page: Page, at: At, { mobile }: { mobile: string }): Promise<void> {
  await page.goto(at(tenant, '/user/wallet/send'));
  await page.getByLabel('Mobile number of the recipient').fill(`0${mobile.slice(4)}`);
  await page.getByLabel('Amount').fill('15 000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /^Send RWF/ }).click();
  await expect(page).toHaveURL(/\/user\/wallet\/confirm\/[0-9a-f-]{36}$/);
  await expect(page.getByText('We look at it first')).toBeVisible();
}

/** What the wallet of whoever is looking has to spend. */
async function expectToHold(page: Page, at: At, amount: string): Promise<void> {
  await page.goto(at(tenant, '/user/wallet'));
  await expect(page.getByText(`It holds ${amount}.`)).toBeVisible();
}

const rowsOf = (page: Page, payer: string) => page.getByRole('row').filter({ hasText: payer });

/** Says what the one deed of a payer that waits in the queue is. */
async function decide(page: Page, at: At, payer: string, { reason, button }: Record<string, string>) {
  await page.goto(at(tenant, '/admin/money/fraud'));
  await expect(rowsOf(page, payer)).toHaveCount(1);
  await expectAccessible(page);
  await rowsOf(page, payer).getByRole('link').first().click();
  await expect(page.getByText('It waits. The money is set aside, and nothing is paid.')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Reason').fill(reason ?? '');
  await page.getByRole('button', { name: button }).click();
}

test('a policy holds a transfer: people release one, give one back, and the customer takes one back', async ({
  visitor,
  at,
}) => {
  test.setTimeout(480_000);
  const payer = 'Honorine Kayitesi';
  const author = await aNewcomer(tenant, 'admin', 'Pascale Policies');
  const ana = await aNewcomer(tenant, 'user', payer);
  const ben = await aNewcomer(tenant, 'user', 'Ben Rukundo');
  const eve = await aNewcomer(tenant, 'user', 'Eve Mutoni');
  await withMoney(tenant, ana.personId, { kind: 'wallet', amount: 60_000n });
  let policy = '';

  await test.step('an administrator writes the policy in Cedar and turns it on', async () => {
    const page = await enter(visitor, at(tenant, '/admin/policies/new?template=cedar'), author);
    await page.getByLabel('Name', { exact: true }).fill('Fifteen thousand to somebody new');
    await page.getByLabel('Cedar', { exact: true }).fill(CEDAR);
    await page.getByLabel('Why', { exact: true }).fill('Thieves ask for this amount');
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await expect(page.getByText('Kept as a draft. It decides nothing yet.')).toBeVisible();
    policy = new URL(page.url()).pathname;
    await page.goto(at(tenant, policy));
    await pressProved(page, author, 'Turn on');
    await expect(page.getByText('It is on, on every node.')).toBeVisible();
    await page.context().close();
  });

  const mine = await enter(visitor, at(tenant, '/user/wallet/send'), ana);
  await test.step('what the customer sends is set aside, and the wallet says so', async () => {
    await send(mine, at, ben);
    await expect(mine.getByText('it is not paid yet')).toBeVisible();
    await expect(mine.getByText('RWF 15,250').first()).toBeVisible();
    await expectAccessible(mine);
    const waits = mine.url();
    await expectToHold(mine, at, 'RWF 44,750');
    await expect(mine.getByText('To Ben R., looked at first')).toBeVisible();
    await expectAccessible(mine);
    await mine.getByRole('link', { name: 'See it' }).click();
    await expect(mine).toHaveURL(waits);
  });

  const reviewer = await aNewcomer(tenant, 'admin', 'Rita Reviewer');
  await test.step('an administrator looks at why, and releases it with a reason', async () => {
    const page = await enter(visitor, at(tenant, '/admin/money'), reviewer);
    await expect(page.getByRole('link', { name: 'Fraud to look at' })).toBeVisible();
    await decide(page, at, payer, { reason: 'We called her, and she pays her rent', button: 'Release it' });
    await expect(page.getByText('It is paid.')).toBeVisible();
    await expect(page.getByText('Honest', { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
    await page.context().close();
  });

  await test.step('the customer has the receipt, and the amount and the fee are gone', async () => {
    await mine.reload();
    await expect(mine.getByText('Looked at and paid')).toBeVisible();
    await expectAccessible(mine);
    await mine.getByRole('link', { name: 'Open the receipt' }).click();
    await expect(mine).toHaveURL(/\/user\/wallet\/receipts\/[0-9a-f-]{36}$/);
    await expect(mine.getByText('RWF 15,000').first()).toBeVisible();
    await expectToHold(mine, at, 'RWF 44,750');
    await expect(mine.getByText('Held in your wallet')).toHaveCount(0);
  });

  await test.step('a second one the customer takes back', async () => {
    await send(mine, at, eve);
    await mine.getByRole('button', { name: 'Take it back' }).click();
    await expect(mine).toHaveURL(at(tenant, '/user/wallet'));
    await expectToHold(mine, at, 'RWF 44,750');
  });

  const second = await aNewcomer(tenant, 'admin', 'Samuel Second');
  await test.step('a third one is called fraud: the money comes back, and the queue has nothing more', async () => {
    await send(mine, at, eve);
    const waits = mine.url();
    await expectToHold(mine, at, 'RWF 29,500');
    const page = await enter(visitor, at(tenant, '/admin/money/fraud'), second);
    await decide(page, at, payer, { reason: 'Somebody on the phone told her to', button: 'Give it back' });
    await expect(page.getByText('It was not paid. What was set aside is free again.')).toBeVisible();
    await expect(page.getByText('Somebody on the phone told her to')).toBeVisible();
    await page.goto(at(tenant, '/admin/money/fraud'));
    await expect(page.getByRole('link', { name: 'Waiting', exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
    await expect(rowsOf(page, payer)).toHaveCount(0);
    await page.getByRole('link', { name: 'Looked at', exact: true }).click();
    await expect(rowsOf(page, payer)).toHaveCount(2);
    await expectAccessible(page);
    await page.context().close();
    await mine.goto(waits);
    await expect(mine.getByText('We did not make it')).toBeVisible();
    await expectAccessible(mine);
    await expectToHold(mine, at, 'RWF 44,750');
    await mine.context().close();
  });

  await test.step('the policy is turned off again', async () => {
    await halfAMinutePasses(tenant);
    const page = await enter(visitor, at(tenant, policy), author);
    await pressProved(page, author, 'Turn off');
    await expect(page.getByText('It is off.')).toBeVisible();
    await page.context().close();
  });
});
