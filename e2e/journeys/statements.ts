import type { Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, expectAccessible, test } from '../fixtures/journey';
import { enter } from '../fixtures/people';
import { aNewcomer } from '../fixtures/purses';

const tenant = 'mtn-rw';

/** A file as the browser of whoever is signed in gets it. */
async function fileOf(page: Page, path: string): Promise<Buffer> {
  const base64 = await page.evaluate(async (address) => {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  }, path);
  return Buffer.from(base64, 'base64');
}

const numberIn = (text: string, label: string): number =>
  Number(new RegExp(`${label}\\s+([\\d,]+)`).exec(text)?.[1]?.replaceAll(',', ''));

test('a statement adds up on screen and as PDF, a stranger checks its receipt, and a long file is made meanwhile', async ({
  visitor,
  at,
}) => {
  test.setTimeout(480_000);
  const owner = await aNewcomer(tenant, 'owner', 'Odile Owner');
  const agent = await aNewcomer(tenant, 'agent', 'Alain Mugabo');
  const ana = await aNewcomer(tenant, 'user', 'Aline Uwase');
  const ben = await aNewcomer(tenant, 'user', 'Bosco Kamanzi');
  let receipt = '';

  await test.step('cash comes in and money goes out', async () => {
    const opening = await enter(visitor, at(tenant, '/admin/floats'), owner);
    await opening.getByLabel('Agent', { exact: true }).selectOption(agent.personId);
    await opening.getByLabel('Opening amount').fill('100 000');
    await opening.getByRole('button', { name: 'Open the float' }).click();
    await opening.context().close();

    const counter = await enter(visitor, at(tenant, '/agent/deposit'), agent);
    await counter.getByLabel('Mobile number of the customer').fill(ana.mobile);
    await counter.getByLabel('Cash received').fill('40000');
    await counter.getByRole('button', { name: 'Continue' }).click();
    await counter.getByRole('button', { name: /^Deposit RWF/ }).click();
    await expect(counter.getByText('Deposited', { exact: true })).toBeVisible();
    await counter.goto(at(tenant, '/agent/float/statement'));
    await expect(counter.getByText('RWF 60,000').first()).toBeVisible();
    await expectAccessible(counter);
    await counter.context().close();

    const page = await enter(visitor, at(tenant, '/user/wallet/send'), ana);
    await page.getByLabel('Mobile number of the recipient').fill(ben.mobile);
    await page.getByLabel('Amount').fill('12 000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: /^Send RWF/ }).click();
    await expect(page.getByText('Sent', { exact: true })).toBeVisible();
    receipt = (await page.getByText(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/).textContent()) ?? '';
    await page.context().close();
  });

  await test.step('the statement adds up, and so does its PDF', async () => {
    const page = await enter(visitor, at(tenant, '/user/wallet/statement'), ana);
    await expect(page.getByText('Closing balance')).toBeVisible();
    await expect(page.getByText('3 movements in all')).toBeVisible();
    await expectAccessible(page);
    const pdf = await fileOf(page, '/user/wallet/statement/file?as=pdf');
    const document = await getDocumentProxy(new Uint8Array(pdf));
    const { text } = await extractText(document, { mergePages: true });
    const labels = ['Opening balance', 'Total in', 'Total out', 'Closing balance'];
    const figures = labels.map((label) => numberIn(text, label));
    expect(figures).toEqual([0, 40_000, 12_250, 27_750]);
    expect(text).toContain(receipt);
    const csv = (await fileOf(page, '/user/wallet/statement/file?as=csv')).toString('utf8');
    expect(csv).toMatch(/closing,,,,,,,,27750,RWF\r\n$/);
    await page.context().close();
  });

  await test.step('a stranger checks the receipt, and sees nobody in it', async () => {
    const page = await enter(visitor, at(tenant, '/receipt'));
    await expectAccessible(page);
    await page.getByLabel('Receipt number').fill(receipt.toLowerCase().replaceAll('-', ' '));
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByText('Transfer', { exact: true })).toBeVisible();
    await expect(page.getByText('RWF 12,000')).toBeVisible();
    for (const name of ['Aline', 'Bosco', ana.mobile, ben.mobile])
      await expect(page.getByText(name)).toHaveCount(0);
    await expectAccessible(page);
    await page.getByLabel('Receipt number').fill('7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ');
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByText('Nobody was given this number')).toBeVisible();
    await page.context().close();
  });

  await test.step('a file is asked for, left alone, and there on coming back', async () => {
    const page = await enter(visitor, at(tenant, '/user/wallet/exports'), ana);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make the file' }).click();
    await expect(page.getByText(/^Statement \(CSV, RWF\)/)).toBeVisible();
    await page.goto(at(tenant, '/user/wallet'));
    await page.goto(at(tenant, '/user/wallet/exports'));
    const download = page.getByRole('link', { name: /^Download Statement/ });
    await expect(download).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('3 movements')).toBeVisible();
    await expectAccessible(page);
    const path = (await download.getAttribute('href')) ?? '';
    expect((await fileOf(page, path)).toString('utf8')).toMatch(/closing,,,,,,,,27750,RWF\r\n$/);
    await page.context().close();
  });

  await test.step('the books agree', async () => {
    const page = await enter(visitor, at(tenant, '/admin/money'), owner);
    await expectAccessible(page);
    await page.goto(at(tenant, '/admin/money/reconciliation'));
    await page.getByRole('button', { name: 'Look at the books' }).click();
    await page.waitForURL(/\/admin\/money\/reconciliation\/[0-9a-f-]{36}$/);
    await expect(page.getByText('What was added up')).toBeVisible();
    await expectAccessible(page);
    await page.context().close();
  });
});
