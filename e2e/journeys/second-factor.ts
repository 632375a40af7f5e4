import { totpCode } from '../../lib/auth/totp';
import { CLINIC } from '../fixtures/clinic';
import { halfAMinutePasses, sessionsAreRevoked, tenMinutesPass } from '../fixtures/clockwork';
import { expect, expectAccessible, test } from '../fixtures/journey';
import { enrolAuthenticator, enterCode, signIn } from '../fixtures/people';

const tenant = CLINIC.slug;
const owner = { name: CLINIC.ownerEmail, password: CLINIC.ownerPassword };

test('an owner sets up an authenticator, signs in with it, proves it again, and gets back in by a recovery code', async ({
  page,
  at,
}) => {
  await test.step('the first sign-in is by password alone, and what needs more leads to the authenticator', async () => {
    await page.goto(at(tenant, '/user/security'));
    await signIn(page, owner);
    await expect(page).toHaveURL(/\/user\/security$/);
    await expect(page.getByText('You have no second factor yet.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Set up an authenticator' }).click();
  });
  const enrolled = await enrolAuthenticator(page);
  const { secret } = enrolled;
  let { recoveryCodes } = enrolled;
  expect(new Set(recoveryCodes).size).toBe(10);
  await expect(page).toHaveURL(/\/user\/security$/);
  await expect(page.getByText('You have 10 recovery codes left.')).toBeVisible();

  await test.step('a stale proof is asked for again, and the way leads back', async () => {
    await tenMinutesPass(tenant);
    await page.getByRole('button', { name: 'Make ten new codes' }).click();
    await expect(page).toHaveURL(/\/step-up\?callbackUrl=%2Fuser%2Fsecurity$/);
    await expectAccessible(page);
    await enterCode(page, '000000');
    await expect(page.getByText(/This code is not right/).filter({ visible: true })).toHaveCount(1);
    await enterCode(page, totpCode(secret, new Date()));
    await expect(page).toHaveURL(/\/user\/security$/);
  });

  await test.step('ten new codes take the place of the old ones, and are copied with one press', async () => {
    await page.getByRole('button', { name: 'Make ten new codes' }).click();
    const codes = page.getByRole('status').getByRole('listitem');
    await expect(codes).toHaveCount(10);
    const before = recoveryCodes;
    recoveryCodes = await codes.allInnerTexts();
    expect(recoveryCodes.filter((code) => before.includes(code))).toEqual([]);
    await expectAccessible(page);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy the recovery codes' }).click();
    await expect(page.getByText('Copied', { exact: true })).toBeAttached();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(recoveryCodes.join('\n'));
  });

  await test.step('a session that was ended elsewhere ends at the sign-in page and does not loop', async () => {
    await sessionsAreRevoked(tenant);
    await page.goto(at(tenant, '/user/security'));
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fuser%2Fsecurity$/);
  });

  await test.step('the second factor is asked for at the next sign-in', async () => {
    await halfAMinutePasses(tenant);
    await signIn(page, { ...owner, secret });
    await expect(page).toHaveURL(/\/user\/security$/);
  });

  await test.step('without the telephone a recovery code opens the door, once', async () => {
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(page.getByText('You are signed out.')).toBeVisible();
    const [code = ''] = recoveryCodes;
    await signIn(page, owner);
    await enterCode(page, code);
    await expect(page).not.toHaveURL(/second-factor|sign-in/);
    await page.goto(at(tenant, '/user/security'));
    await expect(page.getByText('You have 9 recovery codes left.')).toBeVisible();
  });
});

test('somebody opens an account, confirms the address, and sees nothing before', async ({ page, at }) => {
  await page.goto(at(tenant, '/sign-up'));
  await page.getByLabel('Your name').fill('Nadine Newcomer');
  await page.getByLabel('E-mail or mobile number').fill('nadine@example.com');
  await page.getByLabel('Password', { exact: true }).fill('a quiet place by the lake');
  await page.getByRole('button', { name: 'Open an account' }).click();
  await expect(page.getByText('We sent a code to this address.')).toBeVisible();
  await signIn(page, { name: 'nadine@example.com', password: 'a quiet place by the lake' });
  await expect(page.getByRole('heading', { name: 'Confirm your address' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(at(tenant, '/user/wallet'));
  await expect(page).toHaveURL(/\/verify$/);
});
