import type { Page } from '@playwright/test';
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
import { type At, expect, expectAccessible, test } from '../fixtures/journey';
import type { LineHolder } from '../fixtures/line';

/** Whoever has the telephone opens the link of the notice on it, and presses the button. */
async function objectFromTelephone(phone: Page, at: At, holder: LineHolder): Promise<void> {
  await phone.goto(await objectionOn(phone, at, holder));
  await phone.getByRole('button', { name: 'This is not me: stop it' }).click();
  await expect(phone.getByRole('heading', { name: 'We have noted it' })).toBeVisible();
}

/** Looks at a page until the process has done what is due. */
async function comesTo(page: Page, heading: string): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: heading })).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

test('a dispute: the thief objects from the stolen telephone, a third person decides; what was a fraud after all is given back', async ({
  at,
  visitor,
}) => {
  const { holder, page: mine } = await holderWithPasskey(visitor, at, 'Dative Murekatete');
  const agent = await staffAt(visitor, at, 'agent', '/agent/swaps');
  await askAtCounter(agent, holder, 'The telephone was stolen');
  await openOwnCase(mine, at);
  await confirmByPasskey(mine);
  await confirmByCode(mine, at, holder, /^By e-mail/);
  await expect(agent.getByRole('heading', { name: 'The clock runs: nothing to do' })).toBeVisible();

  await test.step('the objection stops nothing by itself: people decide, and the holder is told so', async () => {
    await objectFromTelephone(await visitor(), at, holder);
    await expect(
      agent.getByRole('heading', { name: 'Somebody objected: a third person decides' }),
    ).toBeVisible();
    await expect(
      mine.getByRole('heading', { level: 1, name: 'Somebody objected: people decide' }),
    ).toBeVisible();
    await expect(agent.getByRole('button', { name: 'Let it go on' })).toHaveCount(0);
    await expectAccessible(agent);
    await expectAccessible(mine);
  });

  const supervisor = await staffAt(visitor, at, 'supervisor', '/agent/swaps?state=disputed');
  await test.step('a supervisor who had nothing to do with it lets it go on, and a whole wait begins', async () => {
    await expectAccessible(supervisor);
    await supervisor.goto(agent.url());
    await expectAccessible(supervisor);
    await supervisor.getByLabel('Note').first().fill('The customer stands before me with their papers');
    await supervisor.getByRole('button', { name: 'Let it go on' }).click();
    await expect(supervisor.getByRole('heading', { name: 'The clock runs: nothing to do' })).toBeVisible();
    await expect(
      supervisor.getByText('Somebody objected, and a third person let it go on').first(),
    ).toBeVisible();
    expect((await cardOfNumber(TELECOM, holder.mobile)).iccid).toBe(holder.oldCard);
    await waitOfSwapPasses(TELECOM, holder.mobile);
    await comesTo(supervisor, 'The number is on the new card');
  });

  await test.step('whoever decided does not undo it; a colleague gives the number back in one step', async () => {
    await expect(supervisor.getByText('This was fraud')).toHaveCount(0);
    const colleague = await staffAt(visitor, at, 'supervisor', '/agent/swaps');
    await colleague.goto(agent.url());
    await colleague.getByText('This was fraud').click();
    await colleague.getByLabel('Note').first().fill('The papers were forged');
    await colleague.getByRole('button', { name: 'Give the number back' }).click();
    await expect(
      colleague.getByRole('heading', { name: 'The number is back on its previous card' }),
    ).toBeVisible();
    await expectAccessible(colleague);
    expect(await cardOfNumber(TELECOM, holder.mobile)).toEqual({ iccid: holder.oldCard, state: 'active' });
  });
});

test('an early release: another agent reads the document, and the holder lets their money go with the factor of before', async ({
  at,
  visitor,
}) => {
  const { holder, page: mine } = await holderWithPasskey(visitor, at, 'Francine Uwamahoro');
  const agent = await staffAt(visitor, at, 'agent', '/agent/swaps');
  await askAtCounter(agent, holder, 'The card is damaged');
  await openOwnCase(mine, at);
  const own = new URL(mine.url()).pathname;
  await confirmByPasskey(mine);
  await confirmByCode(mine, at, holder, /^To the old card/);
  await expect(agent.getByRole('heading', { name: 'The number is on the new card' })).toBeVisible();
  const number =
    (await agent
      .getByText(/^S-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
      .first()
      .textContent()) ?? '';

  const read = async (page: Page) => {
    await page.goto(at(TELECOM, '/agent/swaps/release'));
    await page.getByLabel('Number of the case').fill(number);
    await page.getByLabel('Number of the document').fill(holder.document.number);
    await page.getByRole('button', { name: 'Compare with what is on file' }).click();
  };
  await test.step('whoever asked for the swap does not read it; a colleague does, and frees nothing by that', async () => {
    await read(agent);
    await expect(agent.getByText(/a colleague reads the document/)).toBeVisible();
    const colleague = await staffAt(visitor, at, 'agent', '/agent/swaps');
    await read(colleague);
    await expect(colleague.getByText('The document is the one on file')).toBeVisible();
    await expectAccessible(colleague);
  });

  await test.step('the holder signs in with the passkey of before, and lets the money go', async () => {
    await mine.goto(at(TELECOM, `/sign-in?callbackUrl=${encodeURIComponent(own)}`));
    await mine.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(mine.getByRole('button', { name: 'Let my money move again' })).toBeVisible();
    await expectAccessible(mine);
    await mine.getByRole('button', { name: 'Let my money move again' }).click();
    await expect(mine.getByRole('button', { name: 'Let my money move again' })).toHaveCount(0);
    await expect(mine.getByRole('heading', { name: 'Your number is on the new card' }).first()).toBeVisible();
  });
});
