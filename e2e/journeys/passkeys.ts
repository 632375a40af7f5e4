import type { Page } from '@playwright/test';
import { CLINIC } from '../fixtures/clinic';
import { signInIs, tenMinutesPass } from '../fixtures/clockwork';
import { type At, expect, expectAccessible, test } from '../fixtures/journey';
import { add, byButton, newcomer, PASSKEYS, signOut } from '../fixtures/passkey-holder';
import { signIn } from '../fixtures/people';
import { type Authenticator, plugIn, withoutAutofill } from '../fixtures/virtual-authenticator';

const tenant = CLINIC.slug;

/** Signs in where the name is typed: the browser fills in the passkey that the person picks, here at once. */
async function byAutofill(page: Page, at: At, path: string) {
  await page.goto(at(tenant, path));
  await expect(page).toHaveURL(at(tenant, path));
}

test('somebody adds a passkey, signs in with it where the name is typed, and proves with it that it is them', async ({
  page,
  at,
}) => {
  const device = await plugIn(page, { backupEligible: true });
  await newcomer(page, at, 'ada');
  await expectAccessible(page);

  await test.step('the first passkey brings the recovery codes, and can be named', async () => {
    await add(page);
    await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible();
    expect(await device.count()).toBe(1);
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await page.getByText(/^Rename or remove/).click();
    await page.getByLabel('Name', { exact: true }).fill('Ada’s telephone');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await expect(page.getByText('The passkey has its new name.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Ada’s telephone' })).toBeVisible();
    await expect(page.getByText('Copied between your devices')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('neither a name nor a password is typed to sign in', async () => {
    await signOut(page, at);
    await byAutofill(page, at, PASSKEYS);
    await expect(page.getByText(/Last used/)).toBeVisible();
  });

  await test.step('a stale proof is renewed with the passkey, and the way leads back', async () => {
    await tenMinutesPass(tenant);
    await page.goto(at(tenant, PASSKEYS));
    await page.getByText(/^Rename or remove/).click();
    await page.getByRole('button', { name: 'Remove this passkey' }).click();
    await expect(page).toHaveURL(/\/step-up\?callbackUrl=/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page).toHaveURL(at(tenant, PASSKEYS));
    await page.getByText(/^Rename or remove/).click();
    await page.getByRole('button', { name: 'Remove this passkey' }).click();
    await expect(page.getByText('The passkey is removed.')).toBeVisible();
  });
});

test('a browser without autofill has the button; after the password a passkey is the second factor', async ({
  page,
  at,
}) => {
  await withoutAutofill(page);
  const device = await plugIn(page, { backupEligible: true });
  const { name, password } = await newcomer(page, at, 'ben');
  await add(page);
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await signOut(page, at);

  await page.goto(at(tenant, PASSKEYS));
  await expectAccessible(page);
  await byButton(page).click();
  await expect(page).toHaveURL(at(tenant, PASSKEYS));
  await signOut(page, at);

  await page.goto(at(tenant, PASSKEYS));
  await signIn(page, { name, password });
  await expect(page).toHaveURL(/\/second-factor/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page).toHaveURL(at(tenant, PASSKEYS));

  await test.step('the same device is not added twice', async () => {
    await add(page);
    await expect(page.getByText('This device already holds a passkey')).toBeVisible();
    expect(await device.count()).toBe(1);
  });
});

test('a bogus signature and a person who was not verified get nobody in', async ({ page, at }) => {
  await withoutAutofill(page);
  const device = await plugIn(page, { backupEligible: true });
  await newcomer(page, at, 'cyn');
  await add(page);
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await signOut(page, at);
  await page.goto(at(tenant, PASSKEYS));
  for (const fault of [{ isBogusSignature: true }, { isBadUV: true }]) {
    await refusedBy(page, device, fault);
    await expect(page).toHaveURL(/\/sign-in/);
  }
  await device.misbehave({});
  await byButton(page).click();
  await expect(page).toHaveURL(at(tenant, PASSKEYS));
});

async function refusedBy(
  page: Page,
  device: Authenticator,
  fault: Parameters<Authenticator['misbehave']>[0],
) {
  await device.misbehave(fault);
  await page.reload();
  await byButton(page).click();
  await expect(page.getByText('This passkey was not accepted.')).toBeVisible();
}

test('a tenant that wants passkeys bound to their device takes no copied one, neither new nor old', async ({
  page,
  at,
}) => {
  await withoutAutofill(page);
  const synced = await plugIn(page, { backupEligible: true });
  const { name, password } = await newcomer(page, at, 'dan');
  await add(page);
  await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible();
  const codes = await page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: /^\w{4}-/ })
    .allInnerTexts();
  await page.getByRole('link', { name: 'I have kept them' }).click();
  try {
    await signInIs(tenant, { passkey: { deviceBound: true } });
    await test.step('the old one is refused with what to do, and the page says the same', async () => {
      await signOut(page, at);
      await expect(async () => {
        await page.goto(at(tenant, PASSKEYS));
        await byButton(page).click();
        await expect(page.getByText(/only those bound to one device are taken/)).toBeVisible();
      }).toPass();
      await signIn(page, { name, password });
      await expect(page.getByRole('button', { name: 'Use a passkey' })).toHaveCount(0);
      await page.getByLabel('Code').fill(codes[0] ?? '');
      await page.getByRole('button', { name: 'Go on' }).click();
      await expect(page).toHaveURL(/\/lost-factors/);
      await page.goto(at(tenant, PASSKEYS));
      await expect(page.getByText('No longer taken here')).toBeVisible();
      await expectAccessible(page);
    });
    await test.step('a bound one is added and opens the door at once', async () => {
      await synced.unplug();
      await plugIn(page, { backupEligible: false });
      await add(page);
      await expect(page.getByText('The passkey is added.')).toBeVisible();
      await signOut(page, at);
      await page.goto(at(tenant, PASSKEYS));
      await byButton(page).click();
      await expect(page.getByText('Bound to its device')).toBeVisible();
      await expect(page.getByText('device-bound passkey').first()).toBeVisible();
    });
    await test.step('where sensitive deeds ask for it, a stale proof is renewed with the bound one', async () => {
      await signInIs(tenant, {
        passkey: { deviceBound: true },
        secondFactor: { freshBy: 'device-passkey' },
      });
      await tenMinutesPass(tenant);
      await expect(async () => {
        await page.goto(at(tenant, PASSKEYS));
        await page
          .getByText(/^Rename or remove/)
          .first()
          .click();
        await page.getByRole('button', { name: 'Remove this passkey' }).first().click();
        await expect(page).toHaveURL(/\/step-up\?want=device-passkey/);
      }).toPass();
      await expect(page.getByLabel('Code')).toHaveCount(0);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Use a passkey' }).click();
      await expect(page).toHaveURL(at(tenant, PASSKEYS));
      await page
        .getByText(/^Rename or remove/)
        .first()
        .click();
      await page.getByRole('button', { name: 'Remove this passkey' }).first().click();
      await expect(page.getByText('The passkey is removed.')).toBeVisible();
    });
  } finally {
    await signInIs(tenant, {});
  }
});

test('where passkeys are no way in, the sign-in page knows nothing of them', async ({ page, at }) => {
  try {
    await signInIs(tenant, { ways: { passkey: false } });
    await expect(async () => {
      await page.goto(at(tenant, '/sign-in'));
      await expect(page.getByLabel('E-mail or mobile number')).toHaveAttribute('autocomplete', 'username');
    }).toPass();
    await expect(byButton(page)).toHaveCount(0);
  } finally {
    await signInIs(tenant, {});
  }
});
