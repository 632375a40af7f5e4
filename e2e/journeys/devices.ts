import { CAST } from '../fixtures/cast';
import { tenMinutesPass } from '../fixtures/clockwork';
import { arrive, showCode } from '../fixtures/demo-phone';
import { expect, expectAccessible, test } from '../fixtures/journey';
import { signIn } from '../fixtures/people';

const { hospitalAdmin: holder } = CAST;
const CENTRE = '/user/security';

test('a browser is known by its key, trusted with the second factor, and a copy of all its cookies does nothing', async ({
  page,
  at,
  visitor,
}) => {
  await arrive(page, at, holder, CENTRE);

  const own = page.getByRole('listitem').filter({ hasText: 'has a key' }).filter({ hasText: 'this browser' });

  await test.step('its owner sees that it has a key, and gives it a name', async () => {
    await expect(own).toHaveCount(1);
    await own.getByText(/^Name /).click();
    await own.getByLabel('Name', { exact: true }).fill('Ward telephone');
    await own.getByRole('button', { name: 'Save the name' }).click();
    await expect(page.getByText('The browser has its name.')).toBeVisible();
    await expect(own).toContainText('Ward telephone');
  });

  await test.step('a stale second factor is asked for before it is trusted', async () => {
    await tenMinutesPass(holder.tenant);
    await own.getByRole('button', { name: 'Trust Ward telephone', exact: true }).click();
    await expect(page).toHaveURL(/\/step-up\?callbackUrl=/);
    await showCode(page, at, holder);
    await expect(page).toHaveURL(new RegExp(`${CENTRE}`));
    await own.getByRole('button', { name: 'Trust Ward telephone', exact: true }).click();
    await expect(page.getByText('You trust this browser now.')).toBeVisible();
    await expect(own).toContainText('trusted');
    await expectAccessible(page);
  });

  const thief = await visitor({ storageState: { cookies: await page.context().cookies(), origins: [] } });
  await test.step('a thief with all cookies is asked for the second factor, and told why', async () => {
    await thief.goto(at(holder.tenant, CENTRE));
    await expect(thief.getByRole('heading', { name: 'Security', exact: true, level: 1 })).toBeVisible();
    await thief.getByRole('button', { name: 'Trust Ward telephone no longer' }).click();
    await expect(thief).toHaveURL(/\/step-up\?want=device-proof/);
    await expect(thief.getByText(/did not come from the browser that signed in/)).toBeVisible();
  });

  await test.step('the same deed is done in the browser that signed in', async () => {
    await page.goto(at(holder.tenant, CENTRE));
    await expect(own).toContainText('trusted');
    await own.getByRole('button', { name: 'Trust Ward telephone no longer' }).click();
    await expect(page.getByText('That browser is known, and no longer trusted.')).toBeVisible();
  });
});

test('whoever is led to the proof in the right browser is led back by its key; a lost browser is revoked and stays so', async ({
  page,
  at,
  visitor,
}) => {
  await arrive(page, at, holder, CENTRE);

  await test.step('its owner, led to the proof by mistake, is led back by the key', async () => {
    await page.goto(at(holder.tenant, `/step-up?want=device-proof&callbackUrl=${CENTRE}`));
    await expect(page).toHaveURL(at(holder.tenant, CENTRE));
  });

  await test.step('a lost browser is revoked, and stays so when somebody signs in there again', async () => {
    const lost = await visitor();
    await arrive(lost, at, holder, CENTRE);
    await page.reload();
    await page
      .getByRole('button', { name: /^Revoke / })
      .first()
      .click();
    await expect(page.getByText('That browser is revoked, and its sessions have ended.')).toBeVisible();
    await lost.goto(at(holder.tenant, CENTRE));
    await expect(lost).toHaveURL(/\/sign-in/);
    await signIn(lost, holder);
    await showCode(lost, at, holder);
    await expect(lost.getByText('Sign in again on a device that is yours and not revoked')).toBeVisible();
    await page.reload();
    const revoked = page.getByRole('listitem').filter({ hasText: 'revoked' });
    await expect(revoked.filter({ hasNotText: 'this browser' })).toHaveCount(1);
    await page
      .getByRole('button', { name: /^Let .* in again$/ })
      .first()
      .click();
    await expect(page.getByText('That browser may be used again.')).toBeVisible();
  });
});
