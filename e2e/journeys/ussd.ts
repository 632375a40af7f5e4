import { CAST } from '../fixtures/cast';
import { arrive, dial, pickUp, screen, type } from '../fixtures/demo-phone';
import { expect, expectAccessible, test } from '../fixtures/journey';

const { caller } = CAST;
const PIN = '27183';

test('a customer sets a PIN, asks for the balance on any telephone, and reports a loss that ends the portal’s session', async ({
  page,
  at,
}) => {
  await arrive(page, at, caller, '/user/security');
  await test.step('the PIN is set in the portal, by the password', async () => {
    await expectAccessible(page);
    await page.getByLabel('New PIN').fill('12345');
    await page.getByLabel('Your password', { exact: true }).fill(caller.password);
    await page.getByRole('button', { name: 'Set the PIN' }).click();
    await expect(page.getByText(/This PIN is easy to guess/).filter({ visible: true })).toHaveCount(1);
    await page.getByLabel('New PIN').fill(PIN);
    await page.getByLabel('Your password', { exact: true }).fill(caller.password);
    await page.getByRole('button', { name: 'Set the PIN' }).click();
    await expect(page.getByText(/Your PIN is set/)).toBeVisible();
  });

  const phone = await page.context().newPage();
  await pickUp(phone, at, caller);
  await test.step('the balance is told for the PIN', async () => {
    await expectAccessible(phone);
    await dial(phone, '*123#');
    await expect(screen(phone)).toContainText('2 Movements');
    await phone.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(phone.getByText('This is needed.')).toBeVisible();
    await expect(screen(phone)).toContainText('2 Movements');
    await expectAccessible(phone);
    await type(phone, '1');
    await expect(screen(phone)).toContainText('Enter your PIN.');
    await type(phone, PIN);
    await expect(screen(phone)).toContainText('You can spend RWF');
    await expect(screen(phone)).toContainText('The call has ended.');
  });

  await test.step('three wrong PINs lock it, and the right one is refused', async () => {
    await dial(phone, '*123*1#');
    for (const left of [2, 1]) {
      await type(phone, '90909'.replace('9', String(left)));
      await expect(screen(phone)).toContainText(`Tries left: ${left}.`);
    }
    await type(phone, '80808');
    await expect(screen(phone)).toContainText('Your PIN is locked.');
    await dial(phone, `*123*1*${PIN}#`);
    await expect(screen(phone)).toContainText('Your PIN is locked.');
  });

  await test.step('a loss is reported without it, and the session in the portal is dead', async () => {
    await page.goto(at(caller.tenant, '/user/wallet'));
    await expect(page).toHaveURL(/\/user\/wallet$/);
    await dial(phone, '*123#');
    await type(phone, '4');
    await expect(screen(phone)).toContainText('1 Secure my number');
    await type(phone, '1');
    await expect(screen(phone)).toContainText('Your number is secured');
    await page.goto(at(caller.tenant, '/user/wallet'));
    await expect(page).toHaveURL(/\/sign-in/);
  });

  await test.step('an SMS with a PIN in it is told never to', async () => {
    await phone.getByLabel('Text', { exact: true }).fill(`my pin is ${PIN}`);
    await phone.getByRole('button', { name: 'Send the SMS' }).click();
    await expect(phone.getByText('Sent. The answer arrives below.')).toBeVisible();
    await expect(async () => {
      await phone.reload();
      await expect(phone.getByText(/never send your PIN or a code by SMS/)).toBeVisible({ timeout: 1_000 });
    }).toPass();
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the telephone dials, goes on and writes all the same', async ({ page, at }) => {
    await pickUp(page, at, CAST.customer);
    await dial(page, '*123#');
    await expect(screen(page)).toContainText('1 Balance');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(screen(page)).toContainText('1 Balance');
    await type(page, '5');
    await type(page, '2');
    await expect(screen(page)).toContainText('under Security, with your second factor');
    await page.getByLabel('Text', { exact: true }).fill('HELP');
    await page.getByRole('button', { name: 'Send the SMS' }).click();
    await expect(page.getByText('Sent. The answer arrives below.')).toBeVisible();
  });
});
