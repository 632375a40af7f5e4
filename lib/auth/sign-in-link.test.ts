import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, codeOf, type Spec } from '@/testing/deeds';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aBrowser, aMember, redeemed } from '@/testing/members';
import { tokenPostedTo } from '@/testing/posted';
import { rowsOf } from '@/testing/tenant-rows';
import { after, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Stranger } from '../policy/actor';
import { lookAtSignInLink, waitForLink } from './link-look';
import { openSignInLink } from './link-open';
import { sendSignInLink } from './link-send';
import { failuresOnUnknownDevices } from './proof-budget';

const open = async (who: Stranger, input: { token: string; code?: string }) =>
  codeOf(await answerTo(openSignInLink as unknown as Spec, who, input));

async function asked(ground: Ground, email: string, browser = aBrowser(ground)) {
  const { signInId } = await perform(sendSignInLink, browser, { identifier: email });
  const token = await tokenPostedTo(ground.tenant, email);
  const wait = (at?: Date) => ask(waitForLink, at ? later(browser, at) : browser, { signInId });
  return { browser, signInId, token, wait, shown: (await wait()).code };
}
const other = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');

test('a link opens in the browser that asked, once, and looking at it before changes nothing', async () => {
  const ground = await aTenant();
  const { email, personId } = await aMember(ground, { withTotp: false });
  const { browser, token, wait } = await asked(ground, email);
  const before = await rowsOf(ground.tenant.id);
  for (const scanner of [aBrowser(ground), ground.stranger(), browser, aBrowser(ground)])
    expect((await ask(lookAtSignInLink, scanner, { token })).state).toBe(
      scanner === browser ? 'here' : 'elsewhere',
    );
  expect(await rowsOf(ground.tenant.id)).toEqual(before);
  const opened = await perform(openSignInLink, browser, { token });
  const person = await redeemed(ground, browser, opened.next === 'session' ? opened.ticket : '');
  expect(person.principal.id).toBe(personId);
  expect(person.session).toMatchObject({ assurance: 1, methods: ['magic-link'] });
  expect(await open(browser, { token })).toBe('link_refused');
  expect((await ask(lookAtSignInLink, browser, { token })).state).toBe('dead');
  expect((await wait()).state).toBe('opened');
});

test('in another browser it wants the six digits that the first one shows, and opens there alone', async () => {
  const ground = await aTenant();
  const { email, personId } = await aMember(ground, { withTotp: false });
  const { token, shown, wait, browser } = await asked(ground, email);
  const elsewhere = aBrowser(ground);
  expect(await open(elsewhere, { token })).toBe('link_needs_code');
  expect(await open(elsewhere, { token, code: other(shown) })).toBe('code_refused');
  const opened = await perform(openSignInLink, elsewhere, { token, code: shown });
  const ticket = opened.next === 'session' ? opened.ticket : '';
  await expect(redeemed(ground, browser, ticket)).rejects.toThrow('refused');
  expect((await redeemed(ground, elsewhere, ticket)).principal.id).toBe(personId);
  expect(await wait()).toEqual({ state: 'opened', code: '' });
});

test('after three wrong digits it is dead, in the browser that asked too, and each counts on the person', async () => {
  const ground = await aTenant();
  const { email, personId } = await aMember(ground, { withTotp: false });
  const { token, shown, browser, wait } = await asked(ground, email);
  await Promise.all([1, 2, 3].map((by) => open(aBrowser(ground), { token, code: other(shown, by) })));
  expect(await open(aBrowser(ground), { token, code: shown })).toBe('link_refused');
  expect(await open(browser, { token })).toBe('link_refused');
  expect((await wait()).state).toBe('over');
  const failures = await inTenant(ground.tenant.id, (tx) =>
    failuresOnUnknownDevices(tx, ground.tenant.id, personId, NOON),
  );
  expect(failures).toBe(3);
});

test('a link that is late, superseded, of another tenant or made up opens nothing', async () => {
  const [ground, abroad] = [await aTenant(), await aTenant()];
  const { email } = await aMember(ground, { withTotp: false });
  const first = await asked(ground, email);
  const second = await asked(ground, email, first.browser);
  expect(await open(first.browser, { token: first.token })).toBe('link_refused');
  expect(await open(aBrowser(abroad), { token: second.token, code: second.shown })).toBe('link_refused');
  const late = after(NOON, 10 * MINUTE_MS);
  expect(await open(later(first.browser, late), { token: second.token })).toBe('link_refused');
  expect((await second.wait(late)).state).toBe('over');
  expect(await open(first.browser, { token: `${second.token}x` })).toBe('link_refused');
  expect(await open(first.browser, { token: second.token })).toBe('done');
});

test('the digits that another browser shows for another link open nothing', async () => {
  const ground = await aTenant();
  const [mary, eve] = [
    await aMember(ground, { withTotp: false }),
    await aMember(ground, { withTotp: false }),
  ];
  const [ofMary, ofEve] = [await asked(ground, mary.email), await asked(ground, eve.email)];
  expect(await open(ofEve.browser, { token: ofMary.token })).toBe('link_needs_code');
  if (ofEve.shown !== ofMary.shown)
    expect(await open(ofEve.browser, { token: ofMary.token, code: ofEve.shown })).toBe('code_refused');
});

test('of eight who open one link at once, one is let in', async () => {
  const ground = await aTenant();
  const { email } = await aMember(ground, { withTotp: false });
  const { token, browser } = await asked(ground, email);
  const answers = await Promise.all(Array.from({ length: 8 }, () => open(browser, { token })));
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
});

test('a browser that waits for a link of nobody sees what one sees whose mail is not opened', async () => {
  const ground = await aTenant();
  const { email } = await aMember(ground, { withTotp: false });
  const seen = [];
  for (const identifier of [email, 'nobody@example.com']) {
    const browser = aBrowser(ground);
    const { signInId } = await perform(sendSignInLink, browser, { identifier });
    const early = await ask(waitForLink, browser, { signInId });
    const late = await ask(waitForLink, later(browser, after(NOON, 10 * MINUTE_MS)), { signInId });
    seen.push([early.state, early.code.length, late.state, late.code]);
    expect((await ask(waitForLink, aBrowser(ground), { signInId })).state).toBe('over');
  }
  expect(seen[1]).toEqual(seen[0]);
});

test('who has an app is asked for it after the link', async () => {
  const ground = await aTenant();
  const { email } = await aMember(ground);
  const { token, browser } = await asked(ground, email);
  expect(await perform(openSignInLink, browser, { token })).toMatchObject({ next: 'second-factor' });
});
