import { CAST } from '../fixtures/cast';
import { birthDateOf } from '../fixtures/clockwork';
import { arrive, pickUp } from '../fixtures/demo-phone';
import { expect, expectAccessible, test } from '../fixtures/journey';

const { quiet } = CAST;

test('a phone goes quiet: a friend reports it without a sign-in, its holder is told, and both can take it back', async ({
  page: friend,
  at,
  visitor,
}) => {
  const born = await birthDateOf(quiet.tenant, quiet.name);
  await friend.goto(at(quiet.tenant, '/sign-in'));
  await friend.getByRole('link', { name: 'My phone has no network' }).click();
  await expect(friend.getByRole('heading', { name: 'My phone has no network' })).toBeVisible();
  await expectAccessible(friend);
  await friend.getByLabel('The number that has no network').fill(quiet.name);
  await friend.getByLabel('Birth date of its holder').fill(born);
  await friend.getByRole('button', { name: 'Hold everything now' }).click();
  await expect(friend.getByText('You have done the right thing')).toBeVisible();
  const number = (await friend.getByText(/^N-[2-9A-Z]{4}-[2-9A-Z]{4}$/).textContent()) ?? '';

  await friend.getByRole('link', { name: 'See what is safe and what comes next' }).click();
  await expect(friend.getByRole('heading', { name: 'It is held' })).toBeVisible();
  await expect(friend.getByText('No money leaves the account.')).toBeVisible();
  await expect(friend.getByRole('heading', { name: 'Shops' })).toBeVisible();
  await expectAccessible(friend);

  const telephone = await visitor();
  await pickUp(telephone, at, quiet);
  await expect(async () => {
    await telephone.reload();
    await expect(
      telephone.getByText(/your phone has no network|votre téléphone n’a pas de réseau/).first(),
    ).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();

  const holder = await visitor();
  await arrive(holder, at, quiet, '/user/security/number');
  await expect(holder.getByText(number)).toBeVisible();
  await expect(holder.getByText('still holds until')).toBeVisible();
  await expectAccessible(holder);

  await friend.getByRole('button', { name: 'I found my phone: take this back' }).click();
  await expect(friend.getByRole('heading', { name: 'You took this back' })).toBeVisible();
  await holder.reload();
  await expect(holder.getByText('Taken back', { exact: true })).toBeVisible();
  await expect(holder.getByText('still holds until')).toHaveCount(0);
});

test('a birth date that is not theirs is answered in the same words, and holds nothing', async ({
  page: stranger,
  at,
  visitor,
}) => {
  await stranger.goto(at(quiet.tenant, '/no-network'));
  await stranger.getByLabel('The number that has no network').fill(quiet.name);
  await stranger.getByLabel('Birth date of its holder').fill('1901-01-01');
  await stranger.getByRole('button', { name: 'Hold everything now' }).click();
  await expect(stranger.getByText('You have done the right thing')).toBeVisible();
  const number = (await stranger.getByText(/^N-[2-9A-Z]{4}-[2-9A-Z]{4}$/).textContent()) ?? '';
  const holder = await visitor();
  await arrive(holder, at, quiet, '/user/security/number');
  await expect(holder.getByText(number)).toHaveCount(0);
});
