import type { Page } from '@playwright/test';
import { CAST } from '../fixtures/cast';
import { tenMinutesPass } from '../fixtures/clockwork';
import { arrive, codeFromMessage, pickUp, showCode } from '../fixtures/demo-phone';
import { type At, expect, test } from '../fixtures/journey';
import { enrolAuthenticator, signIn } from '../fixtures/people';
import { delivery, freshNationalId, freshNumber } from '../fixtures/vendor';

const { admin, agent, friend } = CAST;
const tenant = admin.tenant;
const PASSWORD = 'a goat on every green hill';

test('a newcomer: from a box of cards to a customer with money, who becomes an agent, and all of it is on record', async ({
  visitor,
  at,
}) => {
  test.setTimeout(600_000);
  const box = delivery();
  const number = freshNumber();
  const family = `Nyirahabimana${['a', 'e', 'i', 'o', 'u'][Number(number.at(-1)) % 5]}`;
  const name = `Vestine ${family}`;
  const office = await visitor();
  const counter = await visitor();
  const customer = await visitor();

  await test.step('the admin imports the box: a bad line is shown, the good ones are taken', async () => {
    await arrive(office, at, admin, '/admin/stock');
    await send(office, box);
    await expect(office.getByText('This ICCID of 19 digits fails its check digit.')).toBeVisible();
    await office.getByRole('button', { name: `Take the ${box.cards} good cards into stock` }).click();
    await expect(office.getByText(`${box.cards} cards are in stock`)).toBeVisible();
  });

  await test.step('the same file a second time changes nothing', async () => {
    await office.goto(at(tenant, '/admin/stock'));
    await send(office, box);
    await expect(office.getByText('No line of this file is new and good')).toBeVisible();
    await office.getByRole('button', { name: 'Cancel the import' }).click();
    await expect(office.getByText('This import was cancelled')).toBeVisible();
  });

  await test.step('the agent registers a card of it', async () => {
    await arrive(counter, at, agent, '/agent/register');
    await counter.getByLabel('ICCID').fill(box.iccid);
    await counter.getByLabel('Mobile number').fill(number);
    await counter.getByLabel('Document number').fill(freshNationalId());
    await counter.getByLabel('Given names').fill('Vestine');
    await counter.getByLabel('Family name').fill(family);
    await counter.getByLabel('Birth date').fill('1996-02-29');
    await counter.getByRole('button', { name: 'Register the SIM' }).click();
    await expect(counter.getByText('The SIM is registered')).toBeVisible();
    await expect(counter.getByText("awaits the customer's code").first()).toBeVisible();
  });

  await test.step('the customer activates it with the code on their telephone', async () => {
    const phone = await visitor();
    await pickUp(phone, at, { tenant, name: number });
    const code = await codeFromMessage(phone);
    await customer.goto(at(tenant, '/activate'));
    await customer.getByLabel('Your new number').fill(number);
    await customer.getByLabel('Code from the SMS').fill(code);
    await customer.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
    await customer.getByRole('button', { name: 'Activate the number' }).click();
    await expect(customer.getByText('Your number is active.')).toBeVisible();
  });

  await test.step('the agent takes cash for them', async () => {
    await counter.goto(at(tenant, '/agent/deposit'));
    await counter.getByLabel('Mobile number of the customer').fill(number);
    await counter.getByLabel('Cash received').fill('5000');
    await counter.getByRole('button', { name: 'Continue' }).click();
    await counter.getByRole('button', { name: 'Deposit RWF 5,000' }).click();
    await expect(counter.getByText('Deposited', { exact: true })).toBeVisible();
  });

  await test.step('the customer sends some of it, and a double tap and a repeat move it once', async () => {
    await signIn(customer, { name: number, password: PASSWORD });
    await expect(customer).toHaveURL(at(tenant, '/user/dashboard'));
    await expect(customer.getByText('RWF 5,000').first()).toBeVisible();
    await customer.goto(at(tenant, '/user/wallet/send'));
    await customer.getByLabel('Mobile number of the recipient').fill(friend.name);
    await customer.getByLabel('Amount').fill('1000');
    await customer.getByRole('button', { name: 'Continue' }).click();
    const confirm = customer.getByRole('button', { name: 'Send RWF 1,000' });
    await confirm.waitFor();
    const offer = customer.url();
    await confirm.dblclick();
    await expect(customer.getByRole('heading', { name: 'Receipt' })).toBeVisible();
    const receipt = customer.url();
    await customer.goto(offer);
    await confirm.click();
    await expect(customer).toHaveURL(receipt);
    await expectBalance(customer, at, FEE_OF_1000);
  });

  await test.step('the recipient sees who sent it', async () => {
    const recipient = await visitor();
    await arrive(recipient, at, friend, '/user/wallet');
    await expect(recipient.getByText('From Vestine N.').first()).toBeVisible();
  });

  await test.step('the admin makes the customer an agent, and shows the second factor again for it', async () => {
    await office.goto(at(tenant, '/admin/people'));
    await office.getByLabel('Name, e-mail or number').fill(number);
    await office.getByRole('button', { name: 'Filter' }).click();
    await office.getByRole('table').getByRole('link', { name, exact: true }).click();
    await office.getByLabel('Give a role').selectOption('agent');
    await tenMinutesPass(tenant);
    await office.getByRole('button', { name: 'Give', exact: true }).click();
    await expect(office).toHaveURL(/\/step-up\?callbackUrl=/);
    await showCode(office, at, admin);
    await expect(office.getByText(`Give ${name} the role Agent?`)).toBeVisible();
    await office.getByRole('button', { name: 'Give the role' }).click();
    await expect(office.getByText('The role is given.')).toBeVisible();
  });
  const person = new URL(office.url()).pathname.split('/').at(-1) ?? '';

  await test.step('with the next request the counter is theirs, for which they need an authenticator', async () => {
    await customer.goto(at(tenant, '/user/dashboard'));
    await expect(customer).toHaveURL(/\/authenticator\?callbackUrl=/);
    await enrolAuthenticator(customer);
    await expect(customer).toHaveURL(at(tenant, '/user/dashboard'));
    await customer.locator('summary').filter({ hasText: 'Your account' }).click();
    await customer.getByRole('link', { name: 'Counter' }).click();
    await expect(customer).toHaveURL(at(tenant, '/agent/dashboard'));
    await expect(customer.getByText('You have no float yet')).toBeVisible();
  });

  await test.step('all of it is in the audit log, each deed with who did it and what it was about', async () => {
    const deeds = [
      ['stock.import.confirm', admin.title, 'stock-import:'],
      ['sim.register', agent.title, 'registration:'],
      ['number.activate', name, 'registration:'],
      ['wallet.deposit', agent.title, 'transfer:'],
      ['wallet.transfer', name, 'transfer:'],
      ['role.assign', admin.title, name],
    ] as const;
    await office.goto(at(tenant, '/admin/audit'));
    for (const [command, who, about] of deeds) {
      await office.getByLabel('What', { exact: true }).selectOption(command);
      await office.getByRole('button', { name: 'Filter' }).click();
      await expect(office).toHaveURL(new RegExp(`command=${command}`));
      const newest = office.getByRole('row').nth(1);
      await expect(newest).toContainText(who);
      await expect(newest).toContainText(about);
      await expect(newest).toContainText('Done');
    }
    await office.goto(at(tenant, `/admin/audit?subject=person:${person}&outcome=done`));
    await expect(office.getByRole('row').filter({ hasText: 'Give a role' })).toHaveCount(1);
    await office.goto(at(tenant, `/admin/audit?actor=${person}&command=wallet.transfer`));
    await expect(office.getByRole('row').filter({ hasText: name })).toHaveCount(1);
  });
});

const FEE_OF_1000 = 20;

async function send(page: Page, { file }: ReturnType<typeof delivery>): Promise<void> {
  await page.getByLabel("Vendor's file").setInputFiles(file);
  await page.getByRole('button', { name: 'Read the file' }).click();
  await expect(page).toHaveURL(/\/admin\/stock\/[0-9a-f-]{36}$/);
}

async function expectBalance(page: Page, at: At, fee: number): Promise<void> {
  await page.goto(at(tenant, '/user/wallet'));
  await expect(page.getByText(`It holds RWF ${(4_000 - fee).toLocaleString('en')}.`)).toBeVisible();
}
