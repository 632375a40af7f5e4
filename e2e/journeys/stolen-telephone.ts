import type { Page } from '@playwright/test';
import { totpCode } from '../../lib/auth/totp';
import { CAST } from '../fixtures/cast';
import {
  addressIsConfirmed,
  dayOfRecoveriesPasses,
  documentOf,
  halfAMinutePasses,
  keysSentTo,
} from '../fixtures/clockwork';
import { arrive, pickUp } from '../fixtures/demo-phone';
import { type At, expect, expectAccessible, test } from '../fixtures/journey';
import { enrolAuthenticator, enterCode, signIn } from '../fixtures/people';
import { plugIn, withoutAutofill } from '../fixtures/virtual-authenticator';

const tenant = CAST.robbed.tenant;
const PASSWORD = 'seven quiet herons at dusk';

const mailOf = (name: string) => `owner-of-${name.slice(1)}@mail.example`;

/** Who holds the telephone reads its SMS and e-mail and asks for whatever is sent there. Nothing may come. */
async function askForKeys(thief: Page, at: At, name: string) {
  const sent = async () => keysSentTo(tenant, name);
  const before = await sent();
  await thief.goto(at(tenant, '/sign-in/link'));
  await thief.getByLabel('E-mail').fill(mailOf(name));
  await thief.getByRole('button', { name: 'Send a link' }).click();
  await expect(thief.getByTestId('short-code')).toBeVisible();
  await thief.goto(at(tenant, '/forgotten'));
  await thief.getByLabel('E-mail or mobile number').fill(name);
  await thief.getByRole('button', { name: 'Send a link' }).click();
  await expect(thief.getByText(/If this (address|name) is known here/)).toBeVisible();
  await thief.goto(at(tenant, '/sign-in/code'));
  await thief.getByLabel('E-mail or mobile number').fill(name);
  await thief.getByRole('button', { name: 'Send a code' }).click();
  await expect(thief.getByText(/If this (address|name) is known here/)).toBeVisible();
  expect(await sent()).toBe(before);
}

/** Enrols an authenticator and a passkey on the telephone that will be stolen, in the browser that is open on it. */
async function ownTelephone(page: Page, at: At, who: typeof CAST.robbed) {
  await addressIsConfirmed(tenant, who.name, mailOf(who.name));
  await withoutAutofill(page);
  await plugIn(page, { backupEligible: false });
  await arrive(page, at, who, '/user/dashboard');
  await page.goto(at(tenant, '/authenticator?callbackUrl=/user/security/passkeys'));
  const enrolled = await enrolAuthenticator(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('The passkey is added.')).toBeVisible();
  return enrolled;
}

/** The thief knows how the telephone is unlocked, and presses the button of its passkey. */
async function useStolenPasskey(thief: Page, at: At) {
  await thief.goto(at(tenant, '/sign-in'));
  await thief.getByRole('button', { name: 'Sign in with a passkey' }).click();
}

test('the telephone is stolen with its passkey: its owner comes back by a recovery code, secures the account, and the thief gets nothing', async ({
  page: telephone,
  at,
  visitor,
}) => {
  const { robbed } = CAST;
  const { secret, recoveryCodes } = await ownTelephone(telephone, at, robbed);
  const [first = '', second = ''] = recoveryCodes;
  const page = await visitor();

  await test.step('a recovery code leads in, and to the page that replaces what is lost', async () => {
    await page.goto(at(tenant, '/user/security/protection'));
    await signIn(page, robbed);
    await enterCode(page, first);
    await expect(page.getByRole('heading', { name: 'Replace what you lost' })).toBeVisible();
    await expect(page.getByText('You have 9 recovery codes left.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Go on' }).click();
  });

  await test.step('one click secures the account', async () => {
    await page.getByRole('button', { name: 'Secure my account now' }).click();
    await expect(page.getByRole('heading', { name: 'Your account is secured' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the thief’s session is over, and nothing that is sent to the telephone opens the account', async () => {
    await telephone.goto(at(tenant, '/user/dashboard'));
    await expect(telephone).toHaveURL(/\/sign-in/);
    await askForKeys(telephone, at, robbed.name);
  });

  await test.step('the stolen passkey still opens a session, in which only a recovery code goes on', async () => {
    await useStolenPasskey(telephone, at);
    await expect(telephone).toHaveURL(/\/step-up\?want=recovery-code/);
    await expectAccessible(telephone);
    await expect(telephone.getByRole('button', { name: 'Use a passkey' })).toHaveCount(0);
    await telephone.goto(at(tenant, '/user/wallet'));
    await expect(telephone).toHaveURL(/\/step-up\?want=recovery-code/);
  });

  await test.step('the owner sets a new password before anything else, and the stolen authenticator opens nothing', async () => {
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await signIn(page, robbed);
    await enterCode(page, second);
    await expect(page.getByRole('heading', { name: 'Set a new password' })).toBeVisible();
    await page.goto(at(tenant, '/user/wallet'));
    await expect(page.getByRole('heading', { name: 'Set a new password' })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    // Whoever came with what is kept for a loss has lost the rest, unless they say otherwise.
    await expect(page.getByRole('checkbox', { name: /Authenticator app/ })).toBeChecked();
    await expect(
      page.getByRole('checkbox', { name: /Passkey .* of [A-Z][a-z]{2} \d+, \d{4}/ }),
    ).toBeChecked();
    await page.getByRole('button', { name: 'Set the new password' }).click();
    await expect(page.getByRole('heading', { name: 'Replace what you lost' })).toBeVisible();
    await page.getByRole('link', { name: 'Set up an authenticator' }).click();
    await enrolAuthenticator(page);
  });

  await test.step('even with the old password and the old codes the thief stays outside', async () => {
    await telephone.goto(at(tenant, '/user/wallet'));
    await expect(telephone).toHaveURL(/\/sign-in/);
    await useStolenPasskey(telephone, at);
    await expect(telephone.getByText('This passkey was not accepted.')).toBeVisible();
    await halfAMinutePasses(tenant);
    await telephone.goto(at(tenant, '/sign-in'));
    await signIn(telephone, robbed);
    await expect(telephone.getByRole('alert').filter({ visible: true }).first()).toBeVisible();
    await telephone.goto(at(tenant, '/sign-in'));
    await signIn(telephone, { ...robbed, password: PASSWORD });
    await enterCode(telephone, totpCode(secret, new Date()));
    await expect(telephone.getByText(/This code is not right/).filter({ visible: true })).toHaveCount(1);
    await askForKeys(telephone, at, robbed.name);
  });

  await test.step('the owner lets money out again, by themselves', async () => {
    await page.goto(at(tenant, '/user/security/protection'));
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Let money out again' }).click();
    await expect(page.getByText('It is no longer held back.')).toBeVisible();
  });
});

test('everything is lost: two members of staff and a day give the account back, while the thief tries all that the telephone offers', async ({
  page: telephone,
  at,
  visitor,
}) => {
  test.setTimeout(300_000);
  const { bereft, agent, admin, owner } = CAST;
  const { secret } = await ownTelephone(telephone, at, bereft);
  const document = await documentOf(tenant, bereft.name);
  const page = await visitor();
  let number = '';

  await test.step('the customer asks for a case from a borrowed browser', async () => {
    await page.goto(at(tenant, '/sign-in'));
    await page.getByRole('link', { name: 'I have lost everything' }).click();
    await page.getByLabel('E-mail or mobile number of the account').fill(bereft.name);
    await page.getByRole('button', { name: 'Begin' }).click();
    number = (await page.getByText(/^R-\w{4}-\w{4}$/).textContent()) ?? '';
    await expectAccessible(page);
    await page.getByRole('link', { name: 'See where it stands' }).click();
    await expect(page.getByRole('heading', { name: 'Go to a shop' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('an agent opens it with the document in hand, and the telephone’s session ends', async () => {
    const counter = await visitor();
    await arrive(counter, at, agent, '/agent/recoveries');
    await counter.getByLabel('Number of the case').fill(number);
    await counter.getByRole('button', { name: 'Filter' }).click();
    await counter.getByLabel('Kind of document').selectOption(document.kind);
    await counter.getByLabel('Number of the document').fill('1199080000000000');
    await counter.getByRole('button', { name: 'Open the case' }).click();
    await expect(counter.getByText(/not the document on file/).filter({ visible: true })).toHaveCount(1);
    await counter.getByLabel('Number of the document').fill(document.number);
    await expectAccessible(counter);
    await counter.getByRole('button', { name: 'Open the case' }).click();
    await expect(counter.getByText('The case is open')).toBeVisible();
    await telephone.goto(at(tenant, '/user/dashboard'));
    await expect(telephone).toHaveURL(/\/sign-in/);
  });

  await test.step('a second member of staff approves it', async () => {
    const office = await visitor();
    await arrive(office, at, admin, '/admin/recoveries');
    await expectAccessible(office);
    await office.getByRole('link', { name: number }).first().click();
    await expect(office.getByRole('heading', { name: 'Approve this recovery?' })).toBeVisible();
    await expectAccessible(office);
    await office.getByLabel('Reason').first().fill('The photograph is theirs');
    await office.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(office.getByText('Approved: the clock runs')).toBeVisible();
  });

  await test.step('the thief objects by the link on the telephone, and asks for every key', async () => {
    await pickUp(telephone, at, bereft);
    const link = telephone.locator('a[href*="/recover/object?token="]').first();
    await expect(async () => {
      await telephone.reload();
      await expect(link).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await telephone.goto((await link.getAttribute('href')) ?? '');
    await expectAccessible(telephone);
    await telephone.getByRole('button', { name: 'This is not me' }).click();
    await expect(telephone.getByRole('heading', { name: 'We have noted it' })).toBeVisible();
    await askForKeys(telephone, at, bereft.name);
    await telephone.goto(at(tenant, '/sign-in'));
    await signIn(telephone, bereft);
    await halfAMinutePasses(tenant);
    await enterCode(telephone, totpCode(secret, new Date()));
    await expect(telephone).toHaveURL(/\/new-credentials/);
    await telephone.getByLabel('New password', { exact: true }).fill('a password of the thief');
    await telephone.getByRole('button', { name: 'Set the new password' }).click();
    await expect(telephone.getByText(/being given back at a shop/).filter({ visible: true })).toHaveCount(1);
  });

  await test.step('a third decides, and a day begins anew', async () => {
    const office = await visitor();
    await arrive(office, at, owner, '/admin/recoveries');
    await office.getByRole('link', { name: number }).first().click();
    await expect(office.getByRole('heading', { name: 'Somebody objected' })).toBeVisible();
    await expectAccessible(office);
    await office.getByLabel('Reason').fill('The theft is reported to the police');
    await office.getByRole('button', { name: 'Let it go on' }).click();
    await expect(office.getByText('Approved: the clock runs')).toBeVisible();
  });

  await test.step('before the day is over there is nothing to press; after it the account is back', async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Approved, and waiting' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Get my account back' })).toHaveCount(0);
    await dayOfRecoveriesPasses(tenant);
    await page.reload();
    await expectAccessible(page);
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Get my account back' }).click();
    await expect(page).toHaveURL(/\/authenticator/);
    await page.goto(at(tenant, '/user/wallet'));
    await expect(page).toHaveURL(/\/authenticator/);
    const { recoveryCodes } = await enrolAuthenticator(page);
    expect(recoveryCodes).toHaveLength(10);
  });

  await test.step('the telephone opens nothing: not its codes, not its messages, not the old password', async () => {
    await useStolenPasskey(telephone, at);
    await expect(telephone.getByText('This passkey was not accepted.')).toBeVisible();
    await telephone.goto(at(tenant, '/sign-in'));
    await signIn(telephone, { ...bereft, password: PASSWORD });
    await enterCode(telephone, totpCode(secret, new Date()));
    await expect(telephone.getByText(/This code is not right/).filter({ visible: true })).toHaveCount(1);
    await askForKeys(telephone, at, bereft.name);
  });
});
