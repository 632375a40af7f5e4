import { CAST } from '../fixtures/cast';
import { aMessageFails } from '../fixtures/clockwork';
import { arrive, pickUp, showCode } from '../fixtures/demo-phone';
import { expect, expectAccessible, test } from '../fixtures/journey';

test('an administrator sees a message that failed and sends it again, which arrives', async ({
  page,
  at,
}) => {
  const { tenant } = CAST.admin;
  await arrive(page, at, CAST.admin, '/admin/dashboard');
  await aMessageFails(tenant, CAST.friend.name);

  await test.step('the list is narrowed down to what failed, in words', async () => {
    await page.goto(at(tenant, '/admin/messages?state=failed'));
    await expect(page.getByText('Failed', { exact: true }).filter({ visible: true }).first()).toBeVisible();
    await expect(page.getByText('550 no such mailbox').first()).toBeVisible();
    await expect(page.getByText(CAST.friend.name)).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('a kind of message that never failed says that there is none', async () => {
    await page.goto(at(tenant, '/admin/messages?state=unclear&channel=whatsapp'));
    await expect(page.getByText('There are no messages')).toBeVisible();
    await page.goto(at(tenant, '/admin/messages?state=failed'));
  });

  await test.step('it is sent again after a question and a fresh second factor', async () => {
    await page
      .getByRole('main')
      .getByRole('link', { name: /Money received/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { level: 1, name: 'Money received' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Send again' }).click();
    await expect(page).toHaveURL(/step-up|ask=again/);
    if (page.url().includes('step-up')) await showCode(page, at, CAST.admin);
    await expect(page.getByRole('heading', { name: 'Send this message again?' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect(page.getByText('The message waits to be sent again.')).toBeVisible();
  });

  await test.step('it was sent, and stands on the telephone of whoever it was for', async () => {
    await expect(async () => {
      await page.reload();
      await expect(page.getByText('Its service took it.')).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await pickUp(page, at, CAST.friend);
    await expect(page.getByText(/you received RWF 1 from A sender again/)).toBeVisible();
  });
});

test('a person chooses where notices go, also without script, and cannot switch off what protects them', async ({
  page,
  at,
  visitor,
}) => {
  await arrive(page, at, CAST.customer, '/user/dashboard');
  await page.goto(at(CAST.customer.tenant, '/user/security'));
  await page.getByRole('link', { name: 'Choose where notices go' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Notices' })).toBeVisible();
  await expectAccessible(page);
  const security = page.getByRole('group', { name: 'Security' });
  for (const box of await security.getByRole('checkbox').all())
    if (await box.isEnabled()) await box.uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(
    page.getByText('Choose at least one way for what concerns the security of your account.').first(),
  ).toBeVisible();

  const plain = await visitor({ javaScriptEnabled: false });
  await arrive(plain, at, CAST.customer, '/user/security/notices');
  await plain
    .getByRole('group', { name: 'Security' })
    .getByRole('checkbox', { name: /WhatsApp/ })
    .check();
  await plain.getByRole('button', { name: 'Save' }).click();
  await expect(plain.getByText('Your choice is saved.')).toBeVisible();
  await expect(
    plain.getByRole('group', { name: 'Security' }).getByRole('checkbox', { name: /WhatsApp/ }),
  ).toBeChecked();
});
