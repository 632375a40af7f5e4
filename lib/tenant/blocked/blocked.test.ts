import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, facts, later, NOON } from '@/testing/ground';
import { openSession } from '../../auth/open-session';
import { after, DAY_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { blockAddress, unblockAddress } from './block-address';
import { listBlocked } from './list-blocked';
import { networkOfText } from './network-text';

const answerTo = (text: string): string => {
  try {
    return networkOfText(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code;
  }
};

test.each([
  ['203.0.114.7', '203.0.114.7/32'],
  ['203.0.114.77/24', '203.0.114.0/24'],
  ['41.186.0.0/16', '41.186.0.0/16'],
  ['::ffff:41.186.1.2', '41.186.1.2/32'],
  ['::ffff:41.186.0.0/112', '41.186.0.0/16'],
  ['2c0f:f000:1:2::3', '2c0f:f000:1:2::3/128'],
  ['2c0f:f000::/32', '2c0f:f000::/32'],
  ['41.186.0.0/15', 'network_too_large'],
  ['2c0f:f000::/31', 'network_too_large'],
  ['0.0.0.0/0', 'network_too_large'],
  ['10.0.0.0/16', 'network_not_public'],
  ['192.168.1.1', 'network_not_public'],
  ['127.0.0.1', 'network_not_public'],
  ['::1', 'network_not_public'],
  ['fd00::/32', 'network_not_public'],
  ['172.15.0.0/12', 'network_too_large'],
  ['3232235777', 'network_unreadable'],
  ['0x0a000001', 'network_unreadable'],
  ['41.186', 'network_unreadable'],
  ['example.com', 'network_unreadable'],
])('%s is kept as %s', (text, answer) => {
  expect(answerTo(text)).toBe(answer);
});

test('an address is blocked for a while and let in again; nobody shuts themselves out', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const here = { ...admin, request: facts(NOON, { ip: '41.186.3.4' }) };
  const given = { network: '41.186.0.0/16', reason: 'They try passwords', span: 'day' };
  await expect(perform(blockAddress, here, given)).rejects.toMatchObject({ code: 'own_address_blocked' });
  const { blockId } = await perform(blockAddress, admin, given);
  await perform(blockAddress, admin, { ...given, network: '2c0f:f000::1' });
  const listed = async (at = NOON) => (await ask(listBlocked, later(admin, at), {})).blocked;
  expect(await listed()).toMatchObject([
    { network: '2c0f:f000::1', placedBy: admin.principal.name },
    { network: '41.186.0.0/16', until: after(NOON, DAY_MS) },
  ]);
  const lift = { blockId, reason: 'It was a school' };
  await perform(unblockAddress, admin, lift);
  await expect(perform(unblockAddress, admin, lift)).rejects.toMatchObject({ code: 'not_found' });
  expect(await listed()).toHaveLength(1);
  expect(await listed(after(NOON, DAY_MS))).toHaveLength(0);
});

test('an administrator does not shut out the owners, where they came from lately; an owner may', async () => {
  const ground = await aTenant();
  const [admin, owner] = [await ground.person(['admin']), await ground.person(['owner'])];
  const { tenant } = ground;
  const request = facts(NOON, { ip: '41.186.9.9' });
  const opening = { tenant, request, personId: owner.principal.id, methods: ['password', 'totp'] };
  await inTenant(tenant.id, (tx) => openSession({ tx, ...opening }));
  const asleep = after(NOON, 20 * DAY_MS);
  const at = <P extends Person>(who: P): P => {
    const later = { ...who, request: facts(asleep) };
    return { ...later, session: { ...who.session, provedAt: asleep } };
  };
  const given = { network: '41.186.0.0/16', reason: 'To keep them out', span: 'month' };
  await expect(perform(blockAddress, at(admin), given)).rejects.toMatchObject({
    code: 'owners_address_blocked',
  });
  await perform(blockAddress, at(owner), given);
});
