import type { Page } from '@playwright/test';
import { FIRST_NUMBER, HOSPITAL, HOSPITAL_STAFF } from '../../db/seed/cast';
import { CAST } from '../fixtures/cast';
import { codeFromMessage, pickUp } from '../fixtures/demo-phone';
import { type At, expect, expectAccessible, test } from '../fixtures/journey';
import { signIn } from '../fixtures/people';

const { customer } = CAST;
const patient = {
  tenant: HOSPITAL.slug,
  name: HOSPITAL_STAFF.find(({ key }) => key === 'user')?.email ?? '',
};

/** The newest link that the telephone of somebody shows. */
async function linkFromMessage(page: Page, at: At, path: string, who = patient): Promise<string> {
  const phone = await page.context().newPage();
  await pickUp(phone, at, who);
  const link = phone.getByRole('listitem').getByRole('link', { name: new RegExp(`${path}\\?token=`) });
  // Messages are delivered after the deed that promised them.
  await expect(async () => {
    await phone.reload();
    await expect(link.first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const href = (await link.first().getAttribute('href')) ?? '';
  await phone.close();
  return href;
}

/** Waits until a message is on the telephone that is open: it is delivered after the deed that promised it. */
async function arrived(phone: Page, words: RegExp): Promise<void> {
  await expect(async () => {
    await phone.reload();
    await expect(phone.getByText(words).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

test('a customer signs in with a code that came by SMS', async ({ page, at }) => {
  await page.goto(at(customer.tenant, '/user/wallet'));
  await page.getByRole('link', { name: 'Sign in by code' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in by code' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('E-mail or mobile number').fill(customer.name);
  await page.getByLabel('Send it by').selectOption('sms');
  await page.getByRole('button', { name: 'Send a code' }).click();
  await expect(page.getByText('If this name is known here')).toBeVisible();
  await expectAccessible(page);
  const phone = await page.context().newPage();
  await pickUp(phone, at, customer);
  await arrived(phone, /is your code to sign in/);
  const code = await codeFromMessage(phone);
  await phone.close();
  await page.getByLabel('Code', { exact: true }).fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText(/This code is not right/).filter({ visible: true })).toHaveCount(1);
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/user\/wallet$/);
});

test('a link in a mail signs in where it was asked for, and elsewhere with the digits shown there', async ({
  page,
  at,
  visitor,
}) => {
  const ask = async () => {
    await page.goto(at(patient.tenant, '/sign-in/link'));
    await page.getByLabel('E-mail').fill(patient.name);
    await page.getByRole('button', { name: 'Send a link' }).click();
    await expect(page.getByTestId('short-code')).toBeVisible();
    await expectAccessible(page);
    return ((await page.getByTestId('short-code').textContent()) ?? '').replace(' ', '');
  };
  await test.step('in another browser it wants the six digits, and the first one says what became of it', async () => {
    const digits = await ask();
    const link = await linkFromMessage(page, at, '/sign-in/link');
    const elsewhere = await visitor();
    await elsewhere.goto(link);
    await expectAccessible(elsewhere);
    await elsewhere.getByLabel('Six digits').fill(digits);
    await elsewhere.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(elsewhere).toHaveURL(/\/user\/dashboard$/);
    await expect(page.getByText('The link was opened on another device')).toBeVisible({ timeout: 15_000 });
    await elsewhere.goto(link);
    await expect(elsewhere.getByText('This link was used already')).toBeVisible();
  });

  await test.step('in the browser that asked a press of the button is enough', async () => {
    await ask();
    await page.goto(await linkFromMessage(page, at, '/sign-in/link'));
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).toHaveURL(/\/user\/dashboard$/);
  });
});

test('whoever forgot their password chooses a new one by the link, and then changes it again', async ({
  page,
  at,
}) => {
  const [chosen, next] = ['seven quiet herons at dusk', 'eleven loud herons at dawn'];
  await page.goto(at(patient.tenant, '/sign-in'));
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await expect(page.getByRole('heading', { name: 'A new password' })).toBeVisible();
  await page.getByLabel('E-mail or mobile number').fill(patient.name);
  await page.getByRole('button', { name: 'Send a link' }).click();
  await expect(page.getByText('If this address is known here')).toBeVisible();
  await expectAccessible(page);
  await page.goto(await linkFromMessage(page, at, '/reset'));
  await page.getByLabel('New password', { exact: true }).fill('password1234567');
  await expect(page.getByText(/^(Guessed at once|Weak)\./)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText(/among those that are tried first/).filter({ visible: true })).toHaveCount(1);
  await page.getByLabel('New password', { exact: true }).fill(chosen);
  await expect(page.getByText('Strong.')).toBeVisible();
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('Your new password is set.')).toBeVisible();

  await signIn(page, { name: patient.name, password: chosen });
  await expect(page).toHaveURL(/\/user\/dashboard$/);
  await page.goto(at(patient.tenant, '/user/security/password'));
  await page.getByLabel('Current password').fill(chosen);
  await page.getByLabel('New password', { exact: true }).fill(chosen);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText(/You have had this password before/).filter({ visible: true })).toHaveCount(1);
  await page.getByLabel('Current password').fill(chosen);
  await page.getByLabel('New password', { exact: true }).fill(next);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('Your password is set.')).toBeVisible();
});

test('an e-mail address is confirmed by the link beside the code, in the session of its account', async ({
  page,
  at,
}) => {
  const newcomer = { tenant: patient.tenant, name: 'nadine@links.example' };
  const password = 'a quiet place by the lake';
  await page.goto(at(newcomer.tenant, '/sign-up'));
  await page.getByLabel('Your name').fill('Nadine Newcomer');
  await page.getByLabel('E-mail or mobile number').fill(newcomer.name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Open an account' }).click();
  await expect(page.getByText('We sent a code to this address.')).toBeVisible();
  await signIn(page, { name: newcomer.name, password });
  await expect(page.getByRole('heading', { name: 'Confirm your address' })).toBeVisible();
  await page.goto(await linkFromMessage(page, at, '/verify/link', newcomer));
  await expect(page.getByText(`You are about to confirm ${newcomer.name}.`)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page).toHaveURL(/\/user\/dashboard$/);
});

test('who has an authenticator and no telephone app at hand is sent the second factor', async ({
  page,
  at,
}) => {
  // The seed gives one customer in nine an authenticator, this one the first.
  const guarded = { ...customer, name: `+${FIRST_NUMBER + 4}` };
  await page.goto(at(guarded.tenant, '/user/wallet'));
  await signIn(page, guarded);
  await expect(page).toHaveURL(/\/second-factor/);
  await page.getByRole('button', { name: /^Send a code by SMS to \+250/ }).click();
  await expect(page.getByText(/^A code is on its way to \+250/)).toBeVisible();
  await expectAccessible(page);
  const phone = await page.context().newPage();
  await pickUp(phone, at, guarded);
  // This customer reads French.
  await arrived(phone, /est votre second facteur/);
  const code = await codeFromMessage(phone);
  await phone.close();
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page).toHaveURL(/\/user\/wallet$/);
});
