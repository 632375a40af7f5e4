import type { Page } from '@playwright/test';
import { aMonthPassesFor, confirmationsAreLate, timesPaid, worksIn } from '../fixtures/clockwork';
import { arriveAt, TELECOM } from '../fixtures/counter';
import { codeFromMessage, dial, pickUp, screen, type } from '../fixtures/demo-phone';
import { withMoney } from '../fixtures/funds';
import { type At, expect, expectAccessible, test, type Visitor } from '../fixtures/journey';
import { aLineHolder, type LineHolder } from '../fixtures/line';
import { aNewcomer } from '../fixtures/purses';
import { weightOfScript } from '../fixtures/weight';

const PIN = '27183';
/** A counter has a cheap phone and a slow network. */
const MOST_SCRIPT = 150_000;

/** A customer with money on an old card, and an agent of Nyabugogo with a float, each in a browser of their own. */
async function acrossTheCounter(visitor: Visitor, at: At, name: string) {
  const customer = await aLineHolder(TELECOM, name);
  await withMoney(TELECOM, customer.personId, { kind: 'wallet', amount: 60_000n });
  const clerk = await aNewcomer(TELECOM, 'agent', 'Aimable Mugabo');
  await worksIn(TELECOM, clerk.personId, 'Nyabugogo');
  await withMoney(TELECOM, clerk.personId, { kind: 'float', amount: 100_000n });
  const agent = await visitor();
  await arriveAt(agent, at, clerk, '/agent/withdraw');
  return { customer, agent };
}

/** Types number and amount, and looks at what it costs. */
async function look(agent: Page, { mobile }: { mobile: string }, amount: string) {
  await agent
    .getByLabel('Mobile number of the customer')
    .first()
    .fill(`0${mobile.slice(4)}`);
  await agent.getByLabel('Cash to pay out').fill(amount);
  await agent.getByRole('button', { name: 'Continue' }).click();
  await expect(agent.getByRole('heading', { name: 'Check and ask the customer' })).toBeVisible();
}

const press = (agent: Page) => agent.getByRole('button', { name: /^Ask the customer for RWF/ }).click();

async function askFor(agent: Page, customer: LineHolder, amount: string) {
  await look(agent, customer, amount);
  await press(agent);
  await expect(agent.getByText('Waiting for the customer')).toBeVisible();
}

const isPaidOut = (agent: Page) => expect(agent.getByText('Pay out the cash')).toBeVisible();

test('the agent starts, their signal is lost and comes back, the customer confirms in another browser, and cash is paid once', async ({
  at,
  visitor,
}) => {
  const { customer, agent } = await acrossTheCounter(visitor, at, 'Solange Iradukunda');

  await test.step('the button is pressed, and the answer never comes', async () => {
    await expectAccessible(agent);
    await look(agent, customer, '10 000');
    await expect(agent.getByText('Solange I.')).toBeVisible();
    await expectAccessible(agent);
    await agent.route('**/agent/withdraw/confirm**', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      // The house hears it; its answer is lost on the way. Only browsers know that every name under localhost is this machine.
      const { hostname, host } = new URL(route.request().url());
      const url = route.request().url().replace(hostname, '127.0.0.1');
      await route.fetch({ url, headers: { ...route.request().headers(), host }, maxRedirects: 0 });
      await route.abort('connectionreset');
    });
    await press(agent);
    await expect(agent.getByRole('form').getByRole('alert')).toBeVisible();
    await agent.unroute('**/agent/withdraw/confirm**');
  });

  await test.step('the same page is sent again, and leads to the same withdrawal', async () => {
    await press(agent);
    await expect(agent.getByText('Waiting for the customer')).toBeVisible();
    await expectAccessible(agent);
    const first = agent.url();
    await agent.goBack();
    await press(agent);
    await expect(agent).toHaveURL(first);
    for (const path of ['withdraw', 'pay-for', first.slice(first.indexOf('/agent/') + 7)])
      expect(await weightOfScript(agent, at(TELECOM, `/agent/${path}`)), path).toBeLessThanOrEqual(
        MOST_SCRIPT,
      );
  });

  await test.step('the customer sees who asks on every page of theirs, and says yes', async () => {
    const mine = await visitor();
    await arriveAt(mine, at, customer, '/user/dashboard');
    const banner = mine.getByRole('complementary', { name: 'Somebody waits for your yes' });
    await expect(banner).toContainText('An agent wants to pay you out RWF 10,000');
    await mine.goto(at(TELECOM, '/user/wallet'));
    await expect(mine.getByText('Cash with Aimable M., Nyabugogo')).toBeVisible();
    await expectAccessible(mine);
    await banner.getByRole('link', { name: 'Look at it' }).click();
    await expect(mine.getByText('Aimable M., Nyabugogo, wants to pay you out in cash')).toBeVisible();
    await expect(mine.getByText('RWF 10,250').first()).toBeVisible();
    await expectAccessible(mine);
    await mine.getByRole('button', { name: 'Yes, pay RWF 10,000' }).dblclick();
    await expect(mine.getByText('Confirmed and paid')).toBeVisible();
    await expectAccessible(mine);
  });

  await test.step('only then the agent reads, without touching the page, that the cash may go over the counter', async () => {
    await isPaidOut(agent);
    await expect(agent.getByText('Confirmed in their portal')).toBeVisible();
    await expectAccessible(agent);
    expect(await timesPaid(TELECOM, customer.mobile, 'withdrawal')).toBe(1);
  });
});

test('a customer without a smartphone confirms in the menu of any telephone with their PIN', async ({
  page: mine,
  at,
  visitor,
}) => {
  const { customer, agent } = await acrossTheCounter(visitor, at, 'Donatha Mukamana');
  await arriveAt(mine, at, customer, '/user/security');
  await mine.getByLabel('New PIN').fill(PIN);
  await mine.getByLabel('Your password', { exact: true }).fill(customer.password);
  await mine.getByRole('button', { name: 'Set the PIN' }).click();
  await expect(mine.getByText(/Your PIN is set/)).toBeVisible();
  await aMonthPassesFor(TELECOM, customer.mobile);
  await askFor(agent, customer, '5000');

  const phone = await visitor();
  await pickUp(phone, at, customer);
  await dial(phone, '*123#');
  await type(phone, '3');
  await expect(screen(phone)).toContainText('wants to pay you RWF 5,000 in cash');
  await type(phone, '1');
  await type(phone, PIN);
  await expect(screen(phone)).toContainText('The call has ended.');
  await isPaidOut(agent);
  await expect(agent.getByText('Confirmed by telephone with their PIN')).toBeVisible();

  await test.step('and makes a code there that any agent pays out', async () => {
    await dial(phone, '*123#');
    await type(phone, '9');
    await type(phone, '2000');
    await type(phone, PIN);
    await expect(screen(phone)).toContainText(/Code \d{8}/);
    const code = /Code (\d{8})/.exec((await screen(phone).textContent()) ?? '')?.[1] ?? '';
    await agent.goto(at(TELECOM, '/agent/withdraw'));
    await agent.getByLabel('Mobile number of the customer').last().fill(customer.mobile);
    await agent.getByLabel('Their eight digits').fill(code);
    await agent.getByRole('button', { name: 'Redeem the code' }).click();
    await isPaidOut(agent);
    expect(await timesPaid(TELECOM, customer.mobile, 'withdrawal')).toBe(2);
  });
});

test('the code out of the message confirms on the customer’s own device, not on the agent’s, and not when it is wrong', async ({
  at,
  visitor,
}) => {
  const { customer, agent } = await acrossTheCounter(visitor, at, 'Claudine Uwimana');
  await askFor(agent, customer, '5000');
  const waiting = agent.url();
  const phone = await visitor();
  await pickUp(phone, at, customer);
  const code = await codeFromMessage(phone);
  const enter = async (page: Page, digits: string) => {
    await page.goto(at(TELECOM, '/confirm'));
    await page.getByLabel('Your mobile number').fill(customer.mobile);
    await page.getByLabel('Code out of the message').fill(digits);
    await page.getByRole('button', { name: 'Look at it' }).click();
  };
  const own = await visitor();
  await enter(own, code === '000000' ? '000001' : '000000');
  await expect(own.getByText(/do not belong together/).filter({ visible: true })).toHaveCount(1);
  await expectAccessible(own);
  await enter(agent, code);
  await expect(agent.getByRole('form').getByRole('alert')).toContainText(
    /does not confirm it|never on the agent/,
  );
  await enter(own, code);
  await expect(own.getByText('Aimable M., Nyabugogo, wants to pay you out in cash')).toBeVisible();
  await expectAccessible(own);
  await own.getByRole('button', { name: 'Yes, pay RWF 5,000' }).click();
  await expect(own.getByText('Confirmed and paid')).toBeVisible();
  await agent.goto(waiting);
  await isPaidOut(agent);
  await expect(agent.getByText('Confirmed with their code')).toBeVisible();
});

test('late is late: nothing moves, the agent pays nothing, and the customer has their money', async ({
  page: mine,
  at,
  visitor,
}) => {
  const { customer, agent } = await acrossTheCounter(visitor, at, 'Vestine Nyirahabimana');
  await askFor(agent, customer, '5000');
  await arriveAt(mine, at, customer, '/user/wallet');
  await mine.getByRole('link', { name: 'Look and answer' }).click();
  await expect(mine.getByRole('button', { name: 'Yes, pay RWF 5,000' })).toBeVisible();
  await confirmationsAreLate(TELECOM);
  await mine.getByRole('button', { name: 'Yes, pay RWF 5,000' }).click();
  await expect(mine.getByText(/Nothing has moved/).first()).toBeVisible();
  await agent.reload();
  await expect(agent.getByText('Pay out nothing')).toBeVisible();
  await expectAccessible(agent);
  await mine.goto(at(TELECOM, '/user/wallet'));
  await expect(mine.getByText('It holds RWF 60,000.')).toBeVisible();
  expect(await timesPaid(TELECOM, customer.mobile, 'withdrawal')).toBe(0);
});

test('a customer makes a code, takes it back, and makes another; without script it works as well', async ({
  at,
  visitor,
}) => {
  const { customer, agent } = await acrossTheCounter(visitor, at, 'Immaculée Ingabire');
  const mine = await visitor({ javaScriptEnabled: false });
  await arriveAt(mine, at, customer, '/user/wallet/withdraw');
  await mine.getByLabel('How much cash').fill('4 000');
  await mine.getByRole('button', { name: 'Make a code' }).click();
  await expect(mine.getByText('Your code, shown this once')).toBeVisible();
  await mine.goto(at(TELECOM, '/user/wallet/withdraw'));
  await expect(mine.getByText('You have a code that waits')).toBeVisible();
  await mine.getByRole('button', { name: 'Take the code back' }).click();
  await mine.getByLabel('How much cash').fill('3 000');
  await mine.getByRole('button', { name: 'Make a code' }).click();
  const code = ((await mine.getByText(/^\d{4} \d{4}$/).textContent()) ?? '').replace(' ', '');
  await mine.context().close();

  await agent.getByLabel('Mobile number of the customer').last().fill(customer.mobile);
  await agent.getByLabel('Their eight digits').fill(code);
  await agent.getByRole('button', { name: 'Redeem the code' }).click();
  await isPaidOut(agent);
  await expect(agent.getByText('RWF 3,000').first()).toBeVisible();
  expect(await timesPaid(TELECOM, customer.mobile, 'withdrawal')).toBe(1);
});

test('an agent without a float pays nothing out, and pays for a customer only what the customer confirms', async ({
  page: mine,
  at,
  visitor,
}) => {
  const customer = await aLineHolder(TELECOM, 'Béatrice Umutoni');
  await withMoney(TELECOM, customer.personId, { kind: 'wallet', amount: 20_000n });
  const ben = await aNewcomer(TELECOM, 'user', 'Ben Kamanzi');
  const clerk = await aNewcomer(TELECOM, 'agent', 'Nadine Uwera');
  const agent = await visitor();
  await arriveAt(agent, at, clerk, '/agent/withdraw');
  await expect(agent.getByText('You have no float yet')).toBeVisible();
  await expectAccessible(agent);

  await agent.goto(at(TELECOM, '/agent/pay-for'));
  await expectAccessible(agent);
  await agent.getByLabel('Mobile number of the customer').fill(customer.mobile);
  await agent.getByLabel('Mobile number that is paid').fill(ben.mobile);
  await agent.getByLabel('Amount').fill('2000');
  await agent.getByRole('button', { name: 'Continue' }).click();
  await expect(agent.getByText('Ben K.')).toBeVisible();
  await expectAccessible(agent);
  await press(agent);
  await expect(agent.getByText('Waiting for the customer')).toBeVisible();

  await arriveAt(mine, at, customer, '/user/wallet');
  await mine.getByRole('link', { name: 'Look and answer' }).click();
  await expect(mine.getByText('Ben K.')).toBeVisible();
  await mine.getByRole('button', { name: 'Yes, pay RWF 2,000' }).click();
  await expect(mine.getByText('Confirmed and paid')).toBeVisible();
  await expect(agent.getByText('The customer has confirmed, and the money has arrived.')).toBeVisible();
  expect(await timesPaid(TELECOM, customer.mobile, 'transfer')).toBe(1);
});
