import { expect, test } from 'vitest';
import { facts, NOON } from '@/testing/ground';
import { aTelephone, PIN } from '@/testing/line';
import { swapScene } from '@/testing/swap-scene';
import { receiveSms } from './receive-sms';

test('on any telephone: the question, a yes with the PIN, and the number has moved', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  await scene.letNoticesLeave();
  const { say } = aTelephone(scene.ground, scene.msisdn, scene.at(60_000));
  expect(await say('')).toMatch(/^CON /);
  expect(await say('3')).toContain('to another SIM. Is it you?');
  await say('3*1');
  expect(await say(`3*1*${PIN}`)).toContain('Your yes was taken');
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'completed' });
  expect(await scene.simOfNumber()).toBe(scene.card.id);
});

test('a no in the menu and a no by SMS end the case at once, and a yes by SMS does nothing', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const sms = (text: string, at = NOON) =>
    receiveSms(scene.tenant, facts(at), { messageId: text, msisdn: scene.msisdn, text });
  await sms('YES');
  expect((await scene.swapRow(swapId)).state).toBe('proving');
  await sms('NO', scene.at(60_000));
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'cancelled', disputed_by: 'telephone' });

  const other = await swapScene();
  const asked = await other.request();
  const { say } = aTelephone(other.ground, other.msisdn, other.at(60_000));
  await say('3');
  expect(await say('3*2')).toContain('Your no was taken');
  expect(await other.swapRow(asked.swapId)).toMatchObject({ state: 'cancelled', refusal: 'objected' });
});
