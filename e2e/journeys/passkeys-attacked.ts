import type { Page, Request } from '@playwright/test';
import { CAST } from '../fixtures/cast';
import { CLINIC } from '../fixtures/clinic';
import { lastOf } from '../fixtures/clockwork';
import { type At, expect, test } from '../fixtures/journey';
import { add, byButton, newcomer, PASSKEYS, signOut } from '../fixtures/passkey-holder';
import { plugIn, withoutAutofill } from '../fixtures/virtual-authenticator';

const tenant = CLINIC.slug;
const SIGN_IN = 'auth.passkey.sign-in';
const REFUSED = 'This passkey was not accepted.';

/** Somebody with a passkey on a device that counts its uses, who has signed out. */
async function aHolder(page: Page, at: At, name: string) {
  await withoutAutofill(page);
  const device = await plugIn(page, { backupEligible: false });
  await newcomer(page, at, name);
  await add(page);
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await signOut(page, at);
  return device;
}

const hostOf = (at: At, slug: string) => new URL(at(slug, '/')).hostname;
const isAnswer = (request: Request) => request.postData()?.includes('clientDataJSON') ?? false;

test('an answer that was listened to opens nothing a second time', async ({ page, at }) => {
  await aHolder(page, at, 'eve');
  await page.goto(at(tenant, PASSKEYS));
  const [answer] = await Promise.all([page.waitForRequest(isAnswer), byButton(page).click()]);
  await expect(page).toHaveURL(at(tenant, PASSKEYS));
  await signOut(page, at);
  const said = await sendAgain(page, answer);
  expect(said).toContain('refused');
  expect(await lastOf(tenant, SIGN_IN)).toMatchObject({
    outcome: 'challenge_refused',
    change: { fault: 'challenge' },
  });
  await page.goto(at(tenant, PASSKEYS));
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a copy of a passkey is found by its counter, which goes back, and its owner is warned', async ({
  page,
  at,
}) => {
  const device = await aHolder(page, at, 'fay');
  const copy = await device.stolen();
  await page.goto(at(tenant, PASSKEYS));
  await byButton(page).click();
  await expect(page).toHaveURL(at(tenant, PASSKEYS));
  await signOut(page, at);

  await device.keep(copy, hostOf(at, tenant));
  await page.goto(at(tenant, PASSKEYS));
  await byButton(page).click();
  await expect(page.getByText('This passkey seems to have been copied')).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await lastOf(tenant, SIGN_IN)).toMatchObject({ outcome: 'passkey_copied' });
});

test('a passkey of another tenant, and one that a page elsewhere was made to answer with, open nothing', async ({
  page,
  at,
  visitor,
}) => {
  const device = await aHolder(page, at, 'gus');
  const passkey = await device.stolen();
  const elsewhere = await visitor();
  await withoutAutofill(elsewhere);
  const theirs = await plugIn(elsewhere, { backupEligible: false });
  const other = CAST.hospitalAdmin.tenant;
  await theirs.keep(passkey, hostOf(at, other));

  await test.step('at another tenant it is nobody’s', async () => {
    await elsewhere.goto(at(other, '/sign-in'));
    await byButton(elsewhere).click();
    await expect(elsewhere.getByText(REFUSED)).toBeVisible();
    expect(await lastOf(other, SIGN_IN)).toMatchObject({ change: { fault: 'unknown passkey' } });
  });

  await test.step('the answer of a page on another host to a challenge of ours is refused for its origin', async () => {
    await relayTo(elsewhere, page, hostOf(at, other));
    await page.goto(at(tenant, PASSKEYS));
    await byButton(page).click();
    await expect(page.getByText(REFUSED)).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in/);
    expect(await lastOf(tenant, SIGN_IN)).toMatchObject({
      outcome: 'passkey_refused',
      change: { fault: 'origin' },
    });
  });
});

/** Sends what was sent before once more, out of the same browser. Gives what is answered. */
const sendAgain = (page: Page, request: Request): Promise<string> =>
  page.evaluate(
    async ({ url, headers, body }) => {
      const answer = await fetch(url, { method: 'POST', headers, body });
      return answer.text();
    },
    {
      url: request.url(),
      // The others are the browser's own, and it sets them itself.
      headers: Object.fromEntries(
        Object.entries(request.headers()).filter(([name]) => /^(accept|content-type|next-.*)$/.test(name)),
      ),
      body: request.postData() ?? '',
    },
  );

/** What a phishing site does: the challenge that is shown here is answered over there, and the answer is brought back. */
async function relayTo(elsewhere: Page, page: Page, host: string): Promise<void> {
  const answer = (challenge: string) =>
    elsewhere.evaluate(
      async ([given, rpId]) => {
        const found = await navigator.credentials.get({
          publicKey: {
            challenge: Uint8Array.from(atob(given.replace(/-/g, '+').replace(/_/g, '/')), (c) =>
              c.charCodeAt(0),
            ),
            rpId,
            userVerification: 'required',
          },
        });
        return (found as PublicKeyCredential).toJSON();
      },
      [challenge, host] as const,
    );
  await page.exposeFunction('answerElsewhere', answer);
  await page.addInitScript(() => {
    const bytesOf = (text: string) =>
      Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0)).buffer;
    navigator.credentials.get = async (options) => {
      const challenge = new Uint8Array(options?.publicKey?.challenge as ArrayBuffer);
      const text = btoa(String.fromCharCode(...challenge))
        .replace(/\+/g, '-')
        .replace(/\//g, '_')
        .replace(/=+$/, '');
      const there = await (
        window as unknown as { answerElsewhere(text: string): Promise<AuthenticationResponseJSON> }
      ).answerElsewhere(text);
      const { clientDataJSON, authenticatorData, signature, userHandle } = there.response;
      return {
        id: there.id,
        rawId: bytesOf(there.rawId),
        type: 'public-key',
        authenticatorAttachment: null,
        getClientExtensionResults: () => ({}),
        response: {
          clientDataJSON: bytesOf(clientDataJSON),
          authenticatorData: bytesOf(authenticatorData),
          signature: bytesOf(signature),
          userHandle: userHandle ? bytesOf(userHandle) : null,
        },
      } as unknown as Credential;
    };
  });
}
