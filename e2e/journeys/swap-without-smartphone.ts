import type { Page } from '@playwright/test';
import { aMonthPassesFor, cardOfNumber } from '../fixtures/clockwork';
import { arriveAt, askAtCounter, staffAt, TELECOM } from '../fixtures/counter';
import { dial, pickUp, screen, type } from '../fixtures/demo-phone';
import { type At, expect, expectAccessible, test } from '../fixtures/journey';
import { aLineHolder, type LineHolder } from '../fixtures/line';

const PIN = '27183';

/** The holder has set a PIN, a month ago, with whatever browser there was. */
async function withPin(page: Page, at: At, holder: LineHolder) {
  await arriveAt(page, at, holder, '/user/security');
  await page.getByLabel('New PIN').fill(PIN);
  await page.getByLabel('Your password', { exact: true }).fill(holder.password);
  await page.getByRole('button', { name: 'Set the PIN' }).click();
  await expect(page.getByText(/Your PIN is set/)).toBeVisible();
  await aMonthPassesFor(TELECOM, holder.mobile);
}

test('a holder without a smartphone says yes on the old card with the PIN, and the number moves at once', async ({
  page: mine,
  at,
  visitor,
}) => {
  const holder = await aLineHolder(TELECOM, 'Donatille Keza');
  await withPin(mine, at, holder);
  const agent = await staffAt(visitor, at, 'agent', '/agent/swaps');
  await askAtCounter(agent, holder, 'The card is damaged');
  await expect(agent.getByText(/Dial \*123# on your old card/)).toBeVisible();

  const phone = await visitor();
  await pickUp(phone, at, holder);
  await dial(phone, '*123#');
  await type(phone, '3');
  await expect(screen(phone)).toContainText('Is it you?');
  await type(phone, '1');
  await expect(screen(phone)).toContainText('Enter your PIN.');
  await type(phone, PIN);
  await expect(screen(phone)).toContainText('The call has ended.');

  await expect(agent.getByRole('heading', { name: 'The number is on the new card' })).toBeVisible();
  expect(await cardOfNumber(TELECOM, holder.mobile)).toEqual({ iccid: holder.newCard, state: 'active' });
  await expectAccessible(agent);
});

test('a document alone needs the second pair of eyes, and even then it waits', async ({ at, visitor }) => {
  const holder = await aLineHolder(TELECOM, 'Esperance Mbabazi');
  const agent = await staffAt(visitor, at, 'agent', '/agent/swaps');
  const supervisor = await staffAt(visitor, at, 'supervisor', '/agent/swaps');
  await askAtCounter(agent, holder, 'The telephone was stolen');

  await test.step('the page asks for the document, and compares it without showing the one on file', async () => {
    await expect(agent.getByText('Look at the identity document').first()).toBeVisible();
    await agent.getByLabel('Number of the document').fill(holder.document.number);
    await agent.getByRole('button', { name: 'Compare the document' }).click();
    await expect(agent.getByRole('heading', { name: 'A second person looks at this case' })).toBeVisible();
    await expect(agent.getByText(holder.document.number)).toHaveCount(0);
    await expectAccessible(agent);
  });

  await test.step('the agent who asked may not approve, and reads why', async () => {
    await expect(agent.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expect(agent.getByText('You may not: Approve.')).toBeVisible();
  });

  await test.step('the supervisor finds it in the queue and approves with a note', async () => {
    await supervisor.goto(at(TELECOM, '/agent/swaps?state=review'));
    await expectAccessible(supervisor);
    await supervisor.goto(agent.url());
    await expectAccessible(supervisor);
    await supervisor.getByLabel('Note').first().fill('The photograph is the customer’s');
    await supervisor.getByRole('button', { name: 'Approve' }).click();
    await expect(supervisor.getByRole('heading', { name: 'The clock runs: nothing to do' })).toBeVisible();
  });

  await test.step('the agent sees it without a reload; nothing has moved yet', async () => {
    await expect(agent.getByRole('heading', { name: 'The clock runs: nothing to do' })).toBeVisible();
    expect((await cardOfNumber(TELECOM, holder.mobile)).iccid).toBe(holder.oldCard);
  });
});
