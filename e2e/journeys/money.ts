import type { Page } from '@playwright/test';
import { halfAMinutePasses } from '../fixtures/clockwork';
import { expect, expectAccessible, test } from '../fixtures/journey';
import { enter } from '../fixtures/people';
import { aNewcomer } from '../fixtures/purses';
import { weightOfScript } from '../fixtures/weight';

const tenant = 'mtn-rw';
/** A counter has a cheap phone and a slow network. */
const MOST_SCRIPT = 150_000;

/** A refusal stands beside its field, and once more above for whoever has no field to look at. */
const expectSaid = (page: Page, words: RegExp) =>
  expect(page.getByText(words).filter({ visible: true })).toHaveCount(1);

test('an owner opens a float, an agent takes cash, the customer sends it on, and each has the receipt', async ({
  visitor,
  at,
}) => {
  // Four people and a dozen pages, each looked at in two lights.
  test.setTimeout(480_000);
  const owner = await aNewcomer(tenant, 'owner', 'Odette Owner');
  const agent = await aNewcomer(tenant, 'agent', 'Aimable Mugabo');
  const ana = await aNewcomer(tenant, 'user', 'Ana Uwase');
  const ben = await aNewcomer(tenant, 'user', 'Ben Kamanzi');

  await test.step('the owner opens the float', async () => {
    const page = await enter(visitor, at(tenant, '/admin/floats'), owner);
    await expectAccessible(page);
    await page.getByLabel('Agent', { exact: true }).selectOption(agent.personId);
    await page.getByLabel('Opening amount').fill('100 000');
    await page.getByRole('button', { name: 'Open the float' }).click();
    await expect(page.getByRole('table').getByText('RWF 100,000').first()).toBeVisible();
    await page.context().close();
  });

  await test.step('the agent takes cash, and is told early what cannot be', async () => {
    const page = await enter(visitor, at(tenant, '/agent/dashboard'), agent);
    await expect(page.getByText('Filled up to RWF 100,000')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Deposit cash' }).first().click();
    await page.getByLabel('Mobile number of the customer').fill(`0${ana.mobile.slice(4)}`);
    await page.getByLabel('Cash received').fill('120000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectSaid(page, /Your float holds RWF\s100,000\. This deposit needs/);
    await expect(page.getByLabel('Mobile number of the customer')).toHaveValue(`0${ana.mobile.slice(4)}`);
    await expectAccessible(page);
    await page.getByLabel('Cash received').fill('85000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('Ana U.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Deposit RWF/ }).click();
    await expect(page.getByText('Deposited', { exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Float', exact: true }).first().click();
    await expect(page.getByText('It holds RWF 15,000.')).toBeVisible();
    await expectAccessible(page);
    const file = await page.evaluate(async () => (await fetch('/agent/float/export?limit=5000')).text());
    expect(file).toMatch(/,deposit,out,Ana U\.,.*,85000,15000,RWF\r\n/);
    await page.goto(at(tenant, '/agent/dashboard'));
    await expect(page.getByText('Your float is low')).toBeVisible();
    await expectAccessible(page);
    for (const path of ['dashboard', 'deposit', 'float'])
      expect(await weightOfScript(page, at(tenant, `/agent/${path}`)), path).toBeLessThanOrEqual(MOST_SCRIPT);
    await page.context().close();
  });

  await test.step('the customer sends money; a second tap and a repeat pay nothing more', async () => {
    const page = await enter(visitor, at(tenant, '/user/dashboard'), ana);
    await expect(page.getByText('RWF 85,000').first()).toBeVisible();
    await expectAccessible(page);
    await page.goto(at(tenant, '/user/wallet/send'));
    await expectAccessible(page);
    await page.getByLabel('Mobile number of the recipient').fill('+250 780');
    await page.getByLabel('Amount').fill('20001');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectSaid(page, /This is not a mobile number/);
    await page.getByLabel('Mobile number of the recipient').fill(ben.mobile);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectSaid(page, /up to RWF\s20,000 at a time/);
    await expect(page.getByLabel('Amount')).toHaveValue('20 001');
    await page.getByLabel('Amount').fill('1500');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('Ben K.')).toBeVisible();
    await expectAccessible(page);
    const confirm = page.url();
    await page.getByRole('button', { name: /^Send RWF/ }).dblclick();
    await expect(page.getByText('Sent', { exact: true })).toBeVisible();
    await expectAccessible(page);
    const receipt = page.url();
    await page.goto(confirm);
    await page.getByRole('button', { name: /^Send RWF/ }).click();
    await expect(page).toHaveURL(receipt);
    const number = (await page.getByText(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/).textContent()) ?? '';

    await page.goto(at(tenant, '/user/wallet'));
    await expect(page.getByText('It holds RWF 83,400.')).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Receipt number').fill(number.toLowerCase());
    await page.getByRole('button', { name: 'Filter' }).click();
    await expect(page.getByRole('table').getByText('To Ben K.')).toBeVisible();
    await expect(page.getByRole('table').getByText(/^Cash deposited/)).toHaveCount(0);
    await page.context().close();
  });

  await test.step('without script it works as well', async () => {
    const page = await enter(visitor, at(tenant, '/user/wallet/send'), ana, { javaScriptEnabled: false });
    await page.getByLabel('Mobile number of the recipient').fill(ben.mobile);
    await page.getByLabel('Amount').fill('999999');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectSaid(page, /up to RWF\s20,000 at a time/);
    await expect(page.getByLabel('Mobile number of the recipient')).toHaveValue(ben.mobile);
    await page.getByLabel('Amount').fill('2 000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: /^Send RWF/ }).click();
    await expect(page.getByText('Sent', { exact: true })).toBeVisible();
    await page.context().close();
  });

  await test.step('the recipient sees who sent it, and nobody else sees the receipt', async () => {
    const page = await enter(visitor, at(tenant, '/user/wallet'), ben);
    await expect(page.getByText('It holds RWF 3,500.')).toBeVisible();
    await page
      .getByRole('link', { name: /From Ana U\./ })
      .first()
      .click();
    await expect(page.getByText('Received', { exact: true })).toBeVisible();
    const receipt = page.url();
    await page.context().close();
    await halfAMinutePasses(tenant);
    const stranger = await enter(visitor, at(tenant, '/user/wallet'), owner);
    expect((await stranger.goto(receipt))?.status()).toBe(404);
    await stranger.context().close();
  });
});
