import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { answerTo, codeOf, type Spec } from '@/testing/deeds';
import { aTenant, later, NOON } from '@/testing/ground';
import { aClaimant } from '@/testing/members';
import { tokenPostedTo } from '@/testing/posted';
import { after, DAY_MS } from '../base/clock';
import { perform } from '../command/perform';
import type { Actor } from '../policy/actor';
import { openVerification, resendVerification } from './verify-address';

async function aClaimWithLink() {
  const ground = await aTenant();
  const email = `claimed-${randomUUID()}@example.com`;
  const claimant = await aClaimant(ground, { email });
  const send = async (who = claimant) => {
    await perform(resendVerification, who, {});
    return tokenPostedTo(ground.tenant, email);
  };
  const open = async (token: string, who: Actor = claimant) =>
    codeOf(await answerTo(openVerification as unknown as Spec, who, { token }));
  return { ground, email, claimant, send, open };
}

test('a link confirms an address once, also when eight open it at once', async () => {
  const { send, open } = await aClaimWithLink();
  const token = await send();
  const answers = await Promise.all(Array.from({ length: 8 }, () => open(token)));
  expect(answers.toSorted()).toEqual(['done', ...Array(7).fill('link_refused')]);
  expect(await open(token)).toBe('link_refused');
});

test('a link is good for a day, and a newer one of the same account kills it', async () => {
  const { claimant, send, open } = await aClaimWithLink();
  const first = await send();
  const second = await send();
  expect(await open(first)).toBe('link_refused');
  expect(await open(second, later(claimant, after(NOON, DAY_MS)))).toBe('link_refused');
  expect(await open(second, later(claimant, after(NOON, DAY_MS - 1)))).toBe('done');
});

test('a link confirms the account that asked and no other: whoever else claims the address neither uses it up nor kills it', async () => {
  const { ground, email, send, open } = await aClaimWithLink();
  const token = await send();
  const other = await aClaimant(ground, { email });
  const theirs = await send(other);
  expect(theirs).not.toBe(token);
  expect(await open(token, other)).toBe('link_refused');
  const abroad = await aTenant();
  expect(await open(token, await abroad.person(['user'], { email }))).toBe('link_refused');
  expect(await open(token, ground.stranger())).toBe('not_signed_in');
  expect(await open(token)).toBe('done');
  // The address has its owner now.
  expect(await open(theirs, other)).not.toBe('done');
});
