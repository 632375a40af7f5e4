import { CAST } from '../fixtures/cast';
import { arrive } from '../fixtures/demo-phone';
import { expect, test } from '../fixtures/journey';
import { freshNationalId, freshNumber } from '../fixtures/vendor';

const { agent, customer, friend } = CAST;

test.use({ javaScriptEnabled: false });

test('an agent signs in with both factors and keeps what was typed when a registration is refused', async ({
  page,
  at,
}) => {
  await arrive(page, at, agent, '/agent/register');
  const number = freshNumber();
  const document = freshNationalId();
  await page.getByLabel('ICCID').fill('8925 0100 0000 0000 000');
  await page.getByLabel('Mobile number').fill(number);
  await page.getByLabel('Document number').fill(document);
  await page.getByLabel('Given names').fill('Espérance');
  await page.getByLabel('Family name').fill('Mukandayisenga');
  await page.getByLabel('Birth date').fill('1996-02-29');
  await page.getByLabel('Language of messages').selectOption('fr');
  await page.getByRole('button', { name: 'Register the SIM' }).click();
  await expect(page.getByText(/fails its check digit/).first()).toBeVisible();
  await expect(page.getByLabel('Mobile number')).toHaveValue(number);
  await expect(page.getByLabel('Document number')).toHaveValue(document);
  await expect(page.getByLabel('Given names')).toHaveValue('Espérance');
  await expect(page.getByLabel('Family name')).toHaveValue('Mukandayisenga');
  await expect(page.getByLabel('Birth date')).toHaveValue('1996-02-29');
  await expect(page.getByLabel('Language of messages')).toHaveValue('fr');
});

test('a customer sends money, and a second try of the same quote moves none', async ({ page, at }) => {
  await arrive(page, at, customer, '/user/wallet/send');
  await page.getByLabel('Mobile number of the recipient').fill(friend.name);
  await page.getByLabel('Amount').fill('1 0o');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Amount')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Mobile number of the recipient')).toHaveValue(friend.name);
  await page.getByLabel('Amount').fill('50');
  await page.getByRole('button', { name: 'Continue' }).click();
  const confirm = page.url();
  const send = page.getByRole('button', { name: 'Send RWF 50' });
  await send.click();
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible();
  const receipt = page.url();
  await page.goto(confirm);
  await send.click();
  await expect(page).toHaveURL(receipt);
});

test.describe('a reader of French', () => {
  test.use({ locale: 'fr-FR' });

  test('reads French, a refusal with its figures included', async ({ page, at }) => {
    await page.goto(at(customer.tenant, '/user/wallet/send'));
    await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
    await page.getByLabel('E-mail ou numéro mobile').fill(customer.name);
    await page.getByLabel('Mot de passe', { exact: true }).fill('none of the passwords here');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expect(page.getByLabel('E-mail ou numéro mobile')).toHaveValue(customer.name);
    await page.getByLabel('Mot de passe', { exact: true }).fill(customer.password);
    await page.getByRole('button', { name: 'Se connecter' }).click();

    await expect(page.getByRole('heading', { name: 'Envoyer de l’argent' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await page.getByLabel('Numéro de mobile du destinataire').fill(friend.name);
    await page.getByLabel('Montant').fill('90 000 000');
    await page.getByRole('button', { name: 'Continuer' }).click();
    await expect(page.getByText(/jusqu’à .*RWF/).filter({ visible: true })).toHaveCount(1);
  });
});
