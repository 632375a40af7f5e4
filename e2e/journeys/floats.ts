import { inTenant } from '../../db/client';
import { findTenantBySlug } from '../../lib/tenant/find-tenant';
import { halfAMinutePasses } from '../fixtures/clockwork';
import { expect, expectAccessible, test } from '../fixtures/journey';
import { enter } from '../fixtures/people';
import { aNewcomer } from '../fixtures/purses';
import { weightOfScript } from '../fixtures/weight';

const tenant = 'mtn-rw';
/** A counter has a cheap phone and a slow network. */
const MOST_SCRIPT = 150_000;

/** Writes into the proposal, behind the product's back, that its maker has approved it. Gives the constraint that stood against it. */
async function approveAsMaker(proposalId: string): Promise<string | undefined> {
  const found = await findTenantBySlug(tenant);
  if (!found) throw new Error(`There is no tenant ${tenant}.`);
  return inTenant(found.id, (tx) =>
    tx.$client.query(
      `update money_proposals set state = 'posted', checker_id = maker_id, decided_at = now()
       where tenant_id = $1 and id = $2`,
      [found.id, proposalId],
    ),
  ).then(
    () => undefined,
    (error: { constraint?: string }) => error.constraint,
  );
}

test('a float is funded by two people, an agent works with it and closes the day with a difference', async ({
  visitor,
  at,
}) => {
  test.setTimeout(480_000);
  const owner = await aNewcomer(tenant, 'owner', 'Odile Owner');
  const checker = await aNewcomer(tenant, 'admin', 'Charles Checker');
  const agent = await aNewcomer(tenant, 'agent', 'Alphonsine Agent');
  const ana = await aNewcomer(tenant, 'user', 'Ana Ingabire');
  let proposal = '';

  await test.step('an agent without a float is told so, at the counter and on their day', async () => {
    const page = await enter(visitor, at(tenant, '/agent/day'), agent);
    await expect(page.getByText('You have no float yet')).toBeVisible();
    await expectAccessible(page);
    await page.goto(at(tenant, '/agent/deposit'));
    await expect(page.getByText('You have no float yet')).toBeVisible();
    await expect(page.getByLabel('Cash received')).toHaveCount(0);
    await page.context().close();
    await halfAMinutePasses(tenant);
  });

  await test.step('the owner opens it small, and proposes to fund it; their own approval is refused', async () => {
    const page = await enter(visitor, at(tenant, '/admin/floats'), owner);
    await page.getByLabel('Agent', { exact: true }).selectOption(agent.personId);
    await page.getByLabel('Opening amount').fill('10 000');
    await page.getByRole('button', { name: 'Open the float' }).click();
    await expect(page.getByRole('table').getByText('Alphonsine Agent')).toBeVisible();
    await page.goto(at(tenant, `/admin/floats/${agent.personId}`));
    await expectAccessible(page);
    await page.getByLabel('Amount to put in').fill('90 000');
    await page.getByRole('button', { name: 'Propose the funding' }).click();
    await expect(page.getByLabel('Amount to put in')).toHaveValue('90 000');
    await page.getByLabel('Why it is funded').fill('The weekend is near');
    await page.getByRole('button', { name: 'Propose the funding' }).click();
    await page.waitForURL(/\/admin\/money\/proposals\/[0-9a-f-]{36}$/);
    proposal = page.url();
    await expect(page.getByText('You proposed it yourself.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expectAccessible(page);
    expect(await approveAsMaker(proposal.split('/').at(-1) ?? '')).toBe('proposal_is_decided_by_another');
    await page.context().close();
    await halfAMinutePasses(tenant);
  });

  await test.step('another admin approves it, and the money is in the float', async () => {
    const page = await enter(visitor, at(tenant, '/admin/money/proposals'), checker);
    await expectAccessible(page);
    await page
      .getByRole('link', { name: /Alphonsine Agent/ })
      .first()
      .click();
    await expect(page.getByText('RWF 100,000')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Approve' }).dblclick();
    await expect(page.getByText('It was approved, and it is done.')).toBeVisible();
    await page.goto(at(tenant, `/admin/floats/${agent.personId}`));
    await expect(page.getByText('RWF 100,000').first()).toBeVisible();
    await page.context().close();
    await halfAMinutePasses(tenant);
  });

  await test.step('the agent counts, takes cash, and closes the day: a difference wants a note', async () => {
    const page = await enter(visitor, at(tenant, '/agent/day'), agent);
    await expect(page.getByText('You have not counted yet.')).toBeVisible();
    await expectAccessible(page);
    // The count of yesterday is where the drawer begins.
    const yesterday = new Intl.DateTimeFormat('en-CA', { timeZone: 'Africa/Kigali' }).format(
      Date.now() - 24 * 3_600_000,
    );
    await page.goto(at(tenant, `/agent/day?day=${yesterday}`));
    await page.getByLabel('Cash counted').fill('20 000');
    await page.getByRole('button', { name: `Close ${yesterday}` }).click();
    await expect(page.getByText('As it was closed')).toBeVisible();
    await expectAccessible(page);
    await page.goto(at(tenant, '/agent/deposit'));
    await page.getByLabel('Mobile number of the customer').fill(ana.mobile);
    await page.getByLabel('Cash received').fill('85000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: /^Deposit RWF/ }).click();
    await expect(page.getByText('Deposited', { exact: true })).toBeVisible();
    await page.goto(at(tenant, '/agent/dashboard'));
    await expect(page.getByText('Your float is low')).toBeVisible();

    await page.goto(at(tenant, '/agent/day'));
    await expect(page.getByText('RWF 105,000').first()).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Cash counted').fill('90 000');
    await page.getByRole('button', { name: /^Close \d/ }).click();
    const differs = page.getByText(/should lie in the drawer: the count differs by/);
    await expect(differs.filter({ visible: true })).toHaveCount(1);
    await expect(page.getByLabel('Cash counted')).toHaveValue('90 000');
    await page.getByLabel('Note').fill('I brought 15 000 to the bank');
    await page.getByRole('button', { name: /^Close \d/ }).click();
    await expect(page.getByText('As it was closed')).toBeVisible();
    await expect(page.getByText('I brought 15 000 to the bank')).toBeVisible();
    await page.getByRole('link', { name: 'Closed days' }).click();
    await expect(page.getByRole('table').getByText('I brought 15 000 to the bank')).toBeVisible();
    await expectAccessible(page);
    await page.goto(at(tenant, '/agent/commission'));
    await expectAccessible(page);
    expect(await weightOfScript(page, at(tenant, '/agent/day'))).toBeLessThanOrEqual(MOST_SCRIPT);
    await page.context().close();
    await halfAMinutePasses(tenant);
  });

  await test.step('the admin sees the difference, the low float, and the incident', async () => {
    const page = await enter(visitor, at(tenant, '/admin/floats/days'), checker);
    await expect(page.getByRole('table').getByText('I brought 15 000 to the bank')).toBeVisible();
    await expectAccessible(page);
    await page.goto(at(tenant, '/admin/floats'));
    await expect(page.getByText('These floats are low')).toBeVisible();
    await expectAccessible(page);
    await page.goto(at(tenant, '/admin/incidents?kind=cash-difference'));
    await expect(page.getByRole('table').getByText('Cash that differs').first()).toBeVisible();
    await page.context().close();
  });
});
