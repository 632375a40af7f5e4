import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, later, NOON } from '@/testing/ground';
import { linkTokensTo } from '@/testing/links';
import { aMember, signedInMember, toldTo } from '@/testing/members';
import { aNumber } from '@/testing/money';
import { codePostedTo } from '@/testing/posted';
import { after, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { samplePendingNumber } from '../../sim/sample-registration';
import { holdsOn } from '../../trust/hold';
import { hasSignal } from '../../trust/signal';
import { changeAddress } from './change-address';
import { confirmAddress } from './confirm-address';
import { ownAddresses } from './own-addresses';
import { lookAtTakeBack, takeBackAddress } from './take-back';

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (refusal) => refusal.code,
  );

async function aChanger() {
  const ground = await aTenant();
  const member = await aMember(ground);
  const session = await signedInMember(ground, member);
  const addresses = () =>
    inTenant(ground.tenant.id, async (tx) => {
      const { rows } = await tx.$client.query<{ email: string; mobile: string }>(
        'select email, mobile from users where tenant_id = $1 and id = $2',
        [ground.tenant.id, member.personId],
      );
      return rows[0];
    });
  const change = async (address: string, by = session) => {
    await perform(changeAddress, by, { address });
    return codePostedTo(ground.tenant, address);
  };
  return { ground, member, session, addresses, change };
}

test('an address of one’s own that nobody has confirmed is said to be so, and its code confirms it', async () => {
  const { ground, member, session, change } = await aChanger();
  await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query('update users set email_verified_at = null where tenant_id = $1 and id = $2', [
      ground.tenant.id,
      member.personId,
    ]),
  );
  expect(await ask(ownAddresses, session, {})).toMatchObject({ emailConfirmed: false });
  const sent = await change(member.email);
  await perform(confirmAddress, session, { address: member.email, code: sent });
  expect(await ask(ownAddresses, session, {})).toMatchObject({ email: member.email, emailConfirmed: true });
});

test('an e-mail is replaced by the code sent to the new one; every address is told, and it speaks against the account', async () => {
  const { ground, member, session, addresses, change } = await aChanger();
  const sent = await change('new@example.com');
  expect(await ask(ownAddresses, session, {})).toMatchObject({
    email: member.email,
    awaits: 'new@example.com',
  });
  expect(await code(perform(confirmAddress, session, { address: 'other@example.com', code: sent }))).toBe(
    'code_refused',
  );
  await perform(confirmAddress, session, { address: 'NEW@example.com', code: sent });
  expect(await addresses()).toMatchObject({ email: 'new@example.com', mobile: member.mobile });
  expect(await code(perform(confirmAddress, session, { address: 'new@example.com', code: sent }))).toBe(
    'code_refused',
  );
  const told = await toldTo(ground, member.personId);
  expect(told).toEqual(
    expect.arrayContaining([
      'email changeEmail',
      'email addressChanged',
      'sms addressChanged',
      'email addressReplaced',
    ]),
  );
  const { tenant } = ground;
  expect(
    await inTenant(tenant.id, (tx) => hasSignal(tx, tenant.id, member.personId, 'contact-changed', NOON)),
  ).toBe(true);
});

test('the old address takes it back for 72 hours, with one press, and the account is secured', async () => {
  const { ground, member, session, addresses, change } = await aChanger();
  await perform(confirmAddress, session, {
    address: 'thief@example.com',
    code: await change('thief@example.com'),
  });
  const [token] = await linkTokensTo(ground, member.personId, 'addressReplaced');
  const late = ground.stranger(after(NOON, 72 * HOUR_MS));
  expect(await code(perform(takeBackAddress, late, { token }))).toBe('link_refused');
  expect((await ask(lookAtTakeBack, ground.stranger(), { token })).address).toMatch(/^m•••@e•••\.com$/);
  expect(await addresses()).toMatchObject({ email: 'thief@example.com' });
  const codes = await Promise.all(
    [1, 2].map(() => code(perform(takeBackAddress, ground.stranger(), { token }))),
  );
  expect(codes.toSorted()).toEqual(['done', 'link_refused']);
  expect(await addresses()).toMatchObject({ email: member.email });
  const { tenant } = ground;
  expect(await inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, member.personId, NOON))).toContain(
    'money_out',
  );
});

test('however often a thief replaces it, the oldest address has the last word', async () => {
  const { ground, member, session, addresses, change } = await aChanger();
  for (const [turn, address] of ['first@example.com', 'second@example.com'].entries()) {
    const at = after(NOON, turn * MINUTE_MS);
    await perform(confirmAddress, later(session, at), {
      address,
      code: await change(address, later(session, at)),
    });
  }
  const [oldest, newer] = await linkTokensTo(ground, member.personId, 'addressReplaced');
  const soon = ground.stranger(after(NOON, 2 * MINUTE_MS));
  await perform(takeBackAddress, soon, { token: newer });
  expect(await addresses()).toMatchObject({ email: 'first@example.com' });
  await perform(takeBackAddress, soon, { token: oldest });
  expect(await addresses()).toMatchObject({ email: member.email });
});

test('somebody else’s address is answered as a free one: its owner is told, and no code goes anywhere', async () => {
  const { ground, session, change } = await aChanger();
  const other = await aMember(ground);
  for (const address of [other.email, other.mobile]) {
    await perform(changeAddress, session, { address });
    expect(await codePostedTo(ground.tenant, address)).toBe('');
    expect((await ask(ownAddresses, session, {})).awaits).toBe(address);
    expect(await code(perform(confirmAddress, session, { address, code: '000000' }))).toBe('code_refused');
  }
  expect(await toldTo(ground, other.personId)).toEqual(['email addressWanted', 'sms addressWanted']);
  expect(await change('free@example.com')).toMatch(/^\d{6}$/);
});

test('a number is replaced by the code that its SIM gets, and the wallet is reached by the new one', async () => {
  const { session, addresses, change } = await aChanger();
  const number = aNumber();
  await perform(confirmAddress, session, { address: number, code: await change(number) });
  expect(await addresses()).toMatchObject({ mobile: number });
});

test('a number that staff added, for oneself or for another, is confirmed by its own SIM and not from here', async () => {
  const { ground, member, session } = await aChanger();
  const { tenant } = ground;
  const [own, another] = await inTenant(tenant.id, async (tx) => [
    await samplePendingNumber(
      { tx, tenant, now: NOON, actorId: member.personId },
      { holderId: member.personId },
    ),
    await samplePendingNumber({ tx, tenant, now: NOON, actorId: member.personId }),
  ]);
  expect(await code(perform(changeAddress, session, { address: own?.msisdn ?? '' }))).toBe(
    'number_awaits_its_sim',
  );
  await perform(changeAddress, session, { address: another?.msisdn ?? '' });
  expect(
    await code(perform(confirmAddress, session, { address: another?.msisdn ?? '', code: '000000' })),
  ).toBe('code_refused');
});

test('without a fresh second factor nothing is sent', async () => {
  const { session } = await aChanger();
  const stale = later(session, after(NOON, 6 * MINUTE_MS));
  expect(await code(perform(changeAddress, stale, { address: 'new@example.com' }))).toBe(
    'needs_fresh_second_factor',
  );
});
