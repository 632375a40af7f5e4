import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { facts, NOON } from '@/testing/ground';
import { aTelephone, givePin, PIN } from '@/testing/line';
import { balanceOf } from '@/testing/money';
import { aCounter, heldOf, numberOf, start } from '@/testing/pending-scene';
import { secureOwnAccount } from '../auth/recovery/secure';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { redeemWithdrawal } from '../counter/withdrawal/redeem';
import { showStarted } from '../counter/withdrawal/started';
import { receiveSms } from './receive-sms';

async function scene() {
  const counter = await aCounter();
  await givePin(counter.ground, counter.ana);
  const phone = () => aTelephone(counter.ground, numberOf(counter.ana));
  const stateOf = async (id: string) => (await ask(showStarted, counter.agent, { id })).state;
  return { ...counter, phone, stateOf };
}

test('on any telephone: who asks for how much, a yes with the PIN, and the money has moved', async () => {
  const { agent, ana, ground, phone, stateOf } = await scene();
  const { pendingId } = await start(agent, ana);
  const { say } = phone();
  await say('');
  expect(await say('3')).toBe(
    'CON A test tenant wants to pay you RWF 5,000 in cash from your wallet. Fee RWF 250. Right?\n1 Yes, I agree\n2 No\n0 Back',
  );
  expect(await say('3*1')).toContain('Enter your PIN.');
  expect(await say('3*1*11111')).toContain('This PIN is not right');
  expect(await stateOf(pendingId)).toBe('pending_customer');
  expect(await say(`3*1*11111*${PIN}`)).toContain('Your yes was taken');
  expect(await ask(showStarted, agent, { id: pendingId })).toMatchObject({
    ...{ state: 'posted', confirmedBy: 'ussd' },
  });
  expect(await balanceOf(ground, ana)).toBe(14_750n);
});

test('a no in the menu and a no by SMS let go of it, also when the account is secured; a yes by SMS does nothing', async () => {
  const { agent, ana, ground, phone, stateOf } = await scene();
  const one = await start(agent, ana);
  const sms = (text: string) =>
    receiveSms(ground.tenant, facts(NOON), { messageId: randomUUID(), msisdn: numberOf(ana), text });
  await sms('YES');
  expect(await stateOf(one.pendingId)).toBe('pending_customer');
  await sms('NO');
  expect(await stateOf(one.pendingId)).toBe('rejected');
  const two = await start(agent, ana);
  await perform(secureOwnAccount, ana, {});
  const { say } = phone();
  await say('3');
  expect(await say('3*2')).toContain('Your no was taken');
  expect(await stateOf(two.pendingId)).toBe('rejected');
  expect(await heldOf(ground, ana)).toBe(0n);
});

test('the ninth choice makes a code for cash with the PIN, which an agent redeems', async () => {
  const { agent, ana, ground, phone, stateOf } = await scene();
  const { say } = phone();
  await say('');
  expect(await say('9')).toContain('How much cash');
  expect(await say('9*5000')).toContain('Enter your PIN.');
  const last = await say(`9*5000*${PIN}`);
  expect(last).toMatch(/^END Code \d{8} for RWF 5,000, fee RWF 250\. Good for 30 min/);
  const code = /\d{8}/.exec(last)?.[0] ?? '';
  const key = randomUUID();
  const { pendingId } = await perform(redeemWithdrawal, agent, { from: numberOf(ana), code, key });
  expect(await stateOf(pendingId)).toBe('posted');
  expect(await balanceOf(ground, agent, 'float')).toBe(55_000n);
  const again = phone();
  expect(await again.say(`9*999999*${PIN}`)).toMatch(/^END You can take out up to RWF 200,000 at a time/);
});
