import { expect, expectAccessible, test } from '../fixtures/journey';

test('each host shows its own tenant, and a host that names none shows nothing of any', async ({
  page,
  at,
  request,
}) => {
  await page.goto(at('mtn-rw', '/sign-in'));
  await expect(page.getByText('MTN Rwanda').first()).toBeVisible();
  await page.goto(at('kigali-hospital', '/sign-in'));
  await expect(page.getByText('Kigali Hospital').first()).toBeVisible();
  await expect(page.getByText('MTN Rwanda')).toHaveCount(0);

  const answer = await page.goto(at('nobody', '/sign-in'));
  expect(answer?.status()).toBe(404);
  await expect(page.getByText('No organisation answers at this address')).toBeVisible();
  expect((await request.get('/api/health')).status()).toBe(200);
});

test('the bare host is the default tenant', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText('MTN Rwanda').first()).toBeVisible();
});

test('every page carries a policy with a nonce of its own, and no script without it', async ({ page }) => {
  const nonces = new Set<string>();
  for (const path of ['/sign-in', '/sign-up', '/no-such-page']) {
    const answer = await page.goto(path);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    const [, scripts = ''] = /script-src ([^;]+)/.exec(policy) ?? [];
    expect(scripts).not.toContain('unsafe-inline');
    nonces.add(/'nonce-([^']+)'/.exec(scripts)?.[1] ?? '');
  }
  expect(nonces.size).toBe(3);
  expect(nonces).not.toContain('');
});

test('a page of a portal asks a stranger to sign in first, and remembers where they wanted to go', async ({
  page,
}) => {
  await page.goto('/user/security');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fuser%2Fsecurity$/);
});

for (const path of ['/sign-in', '/sign-up', '/no-such-page']) {
  test(`${path} is accessible and fits a phone`, async ({ page }) => {
    await page.goto(path);
    await expectAccessible(page);
  });
}
