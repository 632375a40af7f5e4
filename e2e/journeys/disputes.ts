import { expect, expectAccessible, test } from '../fixtures/journey';
import { aPaidTransfer } from '../fixtures/past-deed';
import { enter } from '../fixtures/people';
import { aNewcomer } from '../fixtures/purses';

const tenant = 'mtn-rw';
const PAID = { funds: 50_000n, amount: 5_000n, fee: 100n };

test('a payment by mistake is taken back by two people, and both customers read it on their receipts', async ({
  visitor,
  at,
}) => {
  test.setTimeout(300_000);
  const maker = await aNewcomer(tenant, 'admin', 'Mireille Maker');
  const checker = await aNewcomer(tenant, 'admin', 'Charles Checker');
  const ana = await aNewcomer(tenant, 'user', 'Ana Uwimana');
  const ben = await aNewcomer(tenant, 'user', 'Ben Habimana');
  const paid = await aPaidTransfer(tenant, { from: ana.personId, to: ben.personId, ...PAID });
  let proposal = '';

  await test.step('one finds it by its receipt and proposes, and may not approve that', async () => {
    const page = await enter(visitor, at(tenant, `/admin/money/reversals?receipt=${paid.receipt}`), maker);
    await expect(page.getByText('RWF 5,000').first()).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('The fee').selectOption('yes');
    await page.getByLabel('Reason').fill('It was paid to the wrong number');
    await page.getByRole('button', { name: 'Propose to take it back' }).click();
    await expect(page).toHaveURL(/\/admin\/money\/proposals\/[0-9a-f-]{36}$/);
    proposal = page.url();
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expectAccessible(page);
    await page.context().close();
  });

  await test.step('another approves it, once', async () => {
    const page = await enter(visitor, proposal, checker);
    await expect(page.getByText('The payee has')).toBeVisible();
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();
    await page.goto(at(tenant, `/admin/money/reversals?receipt=${paid.receipt}`));
    await expect(page.getByText('This movement was taken back already.')).toBeVisible();
    await expectAccessible(page);
    await page.context().close();
  });

  await test.step('the money is back, with its fee, and the receipts say so', async () => {
    const page = await enter(visitor, at(tenant, `/user/wallet/receipts/${paid.deedId}`), ana);
    await expect(page.getByText('This was taken back on')).toBeVisible();
    await expectAccessible(page);
    await page.goto(at(tenant, '/user/wallet'));
    await expect(page.getByText('It holds RWF 50,000.')).toBeVisible();
    await page.context().close();
    const his = await enter(visitor, at(tenant, `/user/wallet/receipts/${paid.deedId}`), ben);
    await expect(his.getByText('This was taken back on')).toBeVisible();
    await his.goto(at(tenant, '/user/wallet'));
    await expect(his.getByText('It holds RWF 0.')).toBeVisible();
    await his.context().close();
  });
});

test('a customer disputes a payment, what is left of it is held, and staff give it back', async ({
  visitor,
  at,
}) => {
  test.setTimeout(300_000);
  const staff = await aNewcomer(tenant, 'admin', 'Denise Decides');
  const ana = await aNewcomer(tenant, 'user', 'Ana Mukamana');
  const ben = await aNewcomer(tenant, 'user', 'Ben Nsengimana');
  const paid = await aPaidTransfer(tenant, { from: ana.personId, to: ben.personId, ...PAID });

  await test.step('the customer disputes it from its receipt', async () => {
    const page = await enter(visitor, at(tenant, `/user/wallet/receipts/${paid.deedId}`), ana);
    await page.getByText('Dispute this payment').first().click();
    await page.getByLabel('What happened').selectOption('wrong_number');
    await page.getByLabel('In your words').fill('I mistyped the last digit');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Dispute this payment' }).click();
    await expect(page.getByText('You dispute this')).toBeVisible();
    await expect(page.getByText('RWF 5,000 is held while people look at it')).toBeVisible();
    await expectAccessible(page);
    await page.context().close();
  });

  await test.step('the payee reads that money is held, and not who says so', async () => {
    const page = await enter(visitor, at(tenant, '/user/disputes'), ben);
    await expect(page.getByText('Somebody says that a payment to you was a mistake')).toBeVisible();
    await expect(page.getByRole('main').getByText(/Ana/)).toHaveCount(0);
    await expectAccessible(page);
    await page.goto(at(tenant, '/user/wallet'));
    await expect(page.getByText('It holds RWF 0.')).toBeVisible();
    await page.context().close();
  });

  await test.step('staff see both sides and uphold it', async () => {
    const page = await enter(visitor, at(tenant, '/admin/money/disputes'), staff);
    await expectAccessible(page);
    await page.getByRole('row').filter({ hasText: 'Ana Mukamana' }).getByRole('link').first().click();
    await expect(page.getByText('I mistyped the last digit')).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Reason').fill('The number was mistyped');
    await page.getByRole('button', { name: 'Uphold and give back' }).click();
    await expect(page.getByText('Upheld', { exact: true }).first()).toBeVisible();
    await page.context().close();
  });

  await test.step('the money is back, and the customer reads what was decided', async () => {
    const page = await enter(visitor, at(tenant, '/user/disputes'), ana);
    await expect(page.getByText('You were right. What was held is back in your wallet.')).toBeVisible();
    await expect(page.getByText('The number was mistyped')).toBeVisible();
    await page.goto(at(tenant, '/user/wallet'));
    await expect(page.getByText('It holds RWF 49,900.')).toBeVisible();
    await page.context().close();
  });
});
