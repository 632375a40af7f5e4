import { cardOfNumber, waitOfSwapPasses } from '../fixtures/clockwork';
import {
  askAtCounter,
  confirmByCode,
  confirmByPasskey,
  holderWithPasskey,
  objectionOn,
  openOwnCase,
  staffAt,
  TELECOM,
} from '../fixtures/counter';
import { expect, expectAccessible, test } from '../fixtures/journey';
import type { LineHolder } from '../fixtures/line';

/** More of the agent's steps than this are a queue at the counter. */
const MOST_STEPS = 8;

const carriedBy = async ({ mobile }: LineHolder) => (await cardOfNumber(TELECOM, mobile)).iccid;

test('an honest swap: the holder shows a passkey and the code on the old card, and the number moves at once', async ({
  at,
  visitor,
}) => {
  const { holder, page: mine } = await holderWithPasskey(visitor, at, 'Alphonsine Uwera');
  const agent = await staffAt(visitor, at, 'agent', '/agent/swaps');
  const supervisor = await staffAt(visitor, at, 'supervisor', '/agent/swaps');
  await expectAccessible(agent);

  await test.step('the agent asks, and never sees who it is or types what the customer knows', async () => {
    const steps = await askAtCounter(agent, holder, 'A new card');
    expect(steps).toBeLessThanOrEqual(MOST_STEPS);
    await expect(
      agent.getByRole('heading', { name: 'The customer proves themselves to the system' }),
    ).toBeVisible();
    await expect(agent.getByText(holder.title, { exact: true })).toHaveCount(0);
    await expectAccessible(agent);
  });

  await test.step('the supervisor sees the case, and that there is nothing to approve', async () => {
    await supervisor.goto(agent.url());
    await expect(
      supervisor.getByRole('heading', { name: 'The customer proves themselves to the system' }),
    ).toBeVisible();
    await expect(supervisor.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  });

  await test.step('the holder is told on every page of theirs, and confirms', async () => {
    await openOwnCase(mine, at);
    await expectAccessible(mine);
    await confirmByPasskey(mine);
    await expect(agent.getByRole('listitem').filter({ hasText: /^Passkeygiven/ })).toBeVisible();
    await confirmByCode(mine, at, holder, /^To the old card/);
    await expect(mine.getByRole('heading', { name: 'Your number has a new card' })).toBeVisible();
    await expectAccessible(mine);
  });

  await test.step('both of the staff see it happen without a reload', async () => {
    for (const staff of [agent, supervisor])
      await expect(staff.getByRole('heading', { name: 'The number is on the new card' })).toBeVisible();
    expect(await carriedBy(holder)).toBe(holder.newCard);
    await expectAccessible(agent);
  });
});

test('a lost telephone: passkey and a code to the registered e-mail wait their day, and the number moves by itself', async ({
  at,
  visitor,
}) => {
  const { holder, page: mine } = await holderWithPasskey(visitor, at, 'Bernadette Mutesi');
  const agent = await staffAt(visitor, at, 'agent', '/agent/swaps');
  await askAtCounter(agent, holder, 'The telephone is lost');

  await test.step('the old card is no way to confirm it', async () => {
    await openOwnCase(mine, at);
    await expect(mine.getByRole('button', { name: /^To the old card/ })).toHaveCount(0);
    await confirmByPasskey(mine);
    await confirmByCode(mine, at, holder, /^By e-mail/);
    await expect(mine.getByRole('heading', { name: 'Your number will move' })).toBeVisible();
    await expectAccessible(mine);
  });

  await test.step('the agent sees the clock and why it runs; nobody can make it run faster', async () => {
    await expect(agent.getByRole('heading', { name: 'The clock runs: nothing to do' })).toBeVisible();
    await expect(
      agent.getByText('The old card did not confirm: the holder gets a day to object'),
    ).toBeVisible();
    await expectAccessible(agent);
    expect(await carriedBy(holder)).toBe(holder.oldCard);
  });

  await test.step('when the day is over the number has moved', async () => {
    await waitOfSwapPasses(TELECOM, holder.mobile);
    await expect(async () => {
      await agent.reload();
      await expect(agent.getByRole('heading', { name: 'The number is on the new card' })).toBeVisible({
        timeout: 1_000,
      });
    }).toPass();
    expect(await carriedBy(holder)).toBe(holder.newCard);
  });
});

test('the holder never asked: one press on the link in the notice stops it, without signing in', async ({
  at,
  visitor,
}) => {
  const { holder, page: mine } = await holderWithPasskey(visitor, at, 'Clementine Ineza');
  const agent = await staffAt(visitor, at, 'agent', '/agent/swaps');
  await askAtCounter(agent, holder, 'The card is damaged');

  const phone = await mine.context().newPage();
  const stranger = await visitor();
  await test.step('the notice is on the old card, with its link', async () => {
    await stranger.goto(await objectionOn(phone, at, holder));
  });

  await test.step('looking changes nothing; the button does', async () => {
    await expectAccessible(stranger);
    await expect(
      agent.getByRole('heading', { name: 'The customer proves themselves to the system' }),
    ).toBeVisible();
    await stranger.getByRole('button', { name: 'This is not me: stop it' }).click();
    await expect(stranger.getByRole('heading', { name: 'We have noted it' })).toBeVisible();
    await expectAccessible(stranger);
  });

  await test.step('the case is closed, the old card goes on, and swaps of the number are locked', async () => {
    await expect(agent.getByRole('heading', { name: 'This case is closed' })).toBeVisible();
    expect(await cardOfNumber(TELECOM, holder.mobile)).toEqual({ iccid: holder.oldCard, state: 'active' });
    await agent.goto(at(TELECOM, '/agent/swaps/new'));
    await agent.getByLabel('Number of the customer').fill(holder.mobile);
    await agent.getByRole('button', { name: 'Find the number' }).click();
    await expect(agent.getByText(/Its holder has locked swaps of this number/)).toBeVisible();
    await expectAccessible(agent);
  });
});
