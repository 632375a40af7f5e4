import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { notifyPerson } from '../notice/notify';
import type { Template } from '../notice/promise-message';
import type { Person } from '../policy/actor';
import { noticePreferences, setNoticePreferences } from './notice-preferences';

let numbers = 0;
const somebody = (ground: Ground) => {
  numbers += 1;
  return ground.person(['user'], { mobile: `+2507880010${String(numbers).padStart(2, '0')}` });
};

const toldBy = ({ tenant }: Ground, { principal }: Person, template: Template) =>
  inTenant(tenant.id, async (tx) => {
    await notifyPerson(tx, tenant, NOON, principal.id, { template });
    const { rows } = await tx.$client.query<{ channel: string }>(
      'delete from outbox_messages where person_id = $1 returning channel',
      [principal.id],
    );
    return rows.map(({ channel }) => channel).sort();
  });

test('without a choice notices go to every confirmed address, which is shown masked', async () => {
  const ground = await aTenant();
  const ana = await somebody(ground);
  expect(await ask(noticePreferences, ana, {})).toEqual({
    email: expect.stringMatching(/^p•••@example\.com$/),
    mobile: expect.stringMatching(/^\+250 ••• ••• \d{3}$/),
    open: ['email', 'sms', 'whatsapp'],
    security: ['email', 'sms'],
    account: ['email', 'sms'],
  });
  expect(await toldBy(ground, ana, 'secondFactorAdded')).toEqual(['email', 'sms']);
});

test('notices go where a person chose, for each topic, and a later choice replaces the earlier', async () => {
  const ground = await aTenant();
  const ana = await somebody(ground);
  await perform(setNoticePreferences, ana, { security: 'whatsapp' });
  expect(await toldBy(ground, ana, 'secondFactorAdded')).toEqual(['whatsapp']);
  expect(await toldBy(ground, ana, 'roleAssigned')).toEqual([]);
  await perform(setNoticePreferences, ana, { security: ['sms', 'email'], account: 'email' });
  expect(await ask(noticePreferences, ana, {})).toMatchObject({
    security: ['email', 'sms'],
    account: ['email'],
  });
  expect(await toldBy(ground, ana, 'roleAssigned')).toEqual(['email']);
});

test('what concerns security cannot be switched off, nor sent where no address is confirmed', async () => {
  const ground = await aTenant();
  const [ana, ben] = [await somebody(ground), await ground.person(['user'])];
  for (const [who, input] of [
    [ana, {}],
    [ana, { account: ['email', 'sms'] }],
    [ben, { security: ['sms', 'whatsapp'] }],
  ] as const)
    await expect(perform(setNoticePreferences, who, input)).rejects.toMatchObject({
      code: 'security_leads_nowhere',
      field: 'security',
    });
  expect(await toldBy(ground, ana, 'newSignIn')).toEqual(['email', 'sms']);
});
