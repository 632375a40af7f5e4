import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, type Spec } from '@/testing/deeds';
import { aTenant, facts, NOON } from '@/testing/ground';
import { aBrowser, aClaimant, aMember, signedInMember, toldTo } from '@/testing/members';
import { code } from '@/testing/recovery-scene';
import { after, MINUTE_MS } from '../base/clock';
import { perform } from '../command/perform';
import { changeAddress } from '../person/address/change-address';
import { confirmAddress } from '../person/address/confirm-address';
import { setNoticePreferences } from '../person/notice-preferences';
import { signUp } from '../person/sign-up';
import { verifyAddress } from '../person/verify-address';
import type { Stranger } from '../policy/actor';
import { activate } from '../sim/activate-number';
import { confirmNumber } from '../sim/confirm-number';
import { resendActivationCode } from '../sim/resend-activation-code';
import { samplePendingNumber } from '../sim/sample-registration';
import { sendSignInCode } from './code-send';
import { sendSignInLink } from './link-send';
import { lockSwaps } from './lock-swaps';
import { changePassword } from './password-change';
import { forgotPassword } from './password-forgot';
import { claimOnAddress, mayTry, takeTry } from './proof-budget';
import { secureOwnAccount } from './recovery/secure';

// What somebody can do to others who holds nothing of their accounts.

const NEXT_PASSWORD = 'seven quiet herons at dusk';
const soon = after(NOON, MINUTE_MS);

test('whoever has a whole network of addresses (IPv6, /64) has the tries of one', async () => {
  const { tenant } = await aTenant();
  const tries = Array.from({ length: 60 }, (_, n) =>
    takeTry(
      {
        tenantId: tenant.id,
        account: `victim-${n}`,
        ip: `2001:db8:1:2::${n.toString(16)}`,
        knownDeviceId: null,
      },
      NOON,
    ),
  );
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(50);
});

test('a change of password that proves nothing gives no try back that it did not take', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const nobodys = await ground.person(['user'], { assurance: 1 });
  const guesser = { ...nobodys, request: facts(NOON, { ip: '10.9.8.7' }) };
  const claim = (n: number) => ({
    tenantId: tenant.id,
    account: `v-${n}`,
    ip: '10.9.8.7',
    knownDeviceId: null,
  });
  for (let n = 0; n < 50; n++) expect(await takeTry(claim(n), NOON)).toBe(true);
  expect(await takeTry(claim(50), NOON)).toBe(false);
  expect(await code(perform(changePassword, guesser, { password: 'aaaaaaaaaaaaaaaaaaaa' }))).not.toBe('done');
  expect(await takeTry(claim(51), NOON)).toBe(false);
});

test('nobody closes an address to its owner by entering codes for it that were never sent', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const address = 'mary@example.com';
  const thief = await ground.person(['user'], { assurance: 1 });
  for (let n = 0; n < 12; n++)
    expect(await code(perform(confirmAddress, thief, { address, code: '000000' }))).toBe('code_refused');
  const claimant = await aClaimant(ground, { email: 'anna@example.com' });
  for (let n = 0; n < 12; n++)
    expect(await code(perform(verifyAddress, claimant, { code: '000000' }))).toBe('code_refused');
  for (const closed of [address, 'anna@example.com'])
    expect(
      await inTenant(tenant.id, (tx) =>
        mayTry(tx, claimOnAddress({ tenant, request: facts(NOON, { ip: '10.1.1.1' }) }, closed), NOON),
      ),
    ).toBe(true);
});

test('whoever secures an account or locks its number again and again has its owner told once', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const thief = await signedInMember(ground, member);
  for (let n = 0; n < 5; n++) {
    await perform(lockSwaps, thief, {});
    await perform(secureOwnAccount, thief, {});
  }
  const told = await toldTo(ground, member.personId);
  expect(told.filter((one) => one === 'sms swapsLocked')).toHaveLength(1);
  expect(told.filter((one) => one === 'sms accountSecured')).toHaveLength(1);
});

test('a stranger who has codes and links sent to an address leaves its owner those that their own browser asks for', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const member = await aMember(ground);
  const owner = await signedInMember(ground, member);
  const home: Stranger = { kind: 'stranger', tenant, request: { ...owner.request, at: soon } };
  const asks = [
    { spec: sendSignInCode, input: { identifier: member.email, channel: 'email' }, told: 'email signInCode' },
    { spec: sendSignInLink, input: { identifier: member.email }, told: 'email signInLink' },
    { spec: forgotPassword, input: { identifier: member.email }, told: 'email resetByMail' },
  ];
  for (const { spec, input, told } of asks) {
    const sent = async () => (await toldTo(ground, member.personId)).filter((one) => one === told).length;
    for (let n = 0; n < 6; n++) await answerTo(spec as unknown as Spec, aBrowser(ground), input);
    expect(await sent()).toBe(3);
    for (let n = 0; n < 6; n++) await answerTo(spec as unknown as Spec, home, input);
    expect(await sent()).toBe(6);
  }
});

test('a range of numbers abroad is sent thirty codes in an hour, whoever asks for them and by which way', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const person = await ground.person(['user']);
  const sent = async () => {
    const { rows } = await inTenant(tenant.id, (tx) =>
      tx.$client.query(`select from outbox_messages where tenant_id = $1 and address like '+49%'`, [
        tenant.id,
      ]),
    );
    return rows.length;
  };
  const number = (n: number) => `+4915112345${String(n).padStart(3, '0')}`;
  for (let n = 0; n < 40; n++) {
    const who = { ...ground.stranger(), request: facts(NOON, { ip: `10.2.${n}.1` }) };
    await answerTo(signUp as unknown as Spec, who, {
      name: 'Nadine',
      address: number(n),
      password: NEXT_PASSWORD,
    });
  }
  expect(await sent()).toBe(30);
  expect(await code(perform(changeAddress, person, { address: number(50) }))).toBe('too_many_requests');
  expect(await code(perform(changeAddress, person, { address: '+250788999002' }))).toBe('done');
});

test('in an open browser nobody has its owner told less without a fresh second factor', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const person = await signedInMember(ground, member);
  const left = { ...person, request: { ...person.request, at: after(NOON, 20 * MINUTE_MS) } };
  const set = (who: typeof person, security: string[]) =>
    code(perform(setNoticePreferences, who, { security, account: 'email' }));
  expect(await set(left, ['email'])).toBe('needs_fresh_second_factor');
  expect(await set(left, ['email', 'sms', 'whatsapp'])).toBe('done');
  expect(await set(person, ['email'])).toBe('done');
});

test('an agent who has shown a password alone has no code sent', async () => {
  const ground = await aTenant();
  const agent = await ground.person(['agent']);
  const { registrationId } = await inTenant(ground.tenant.id, (tx) =>
    samplePendingNumber(
      { tx, tenant: ground.tenant, now: NOON, actorId: agent.principal.id },
      { registeredBy: agent.principal.id },
    ),
  );
  const half = { ...agent, session: { ...agent.session, assurance: 1 as const, provedAt: null } };
  expect(await code(perform(resendActivationCode, half, { registrationId }))).toBe('needs_second_factor');
  expect(await code(perform(resendActivationCode, agent, { registrationId }))).toBe('done');
});

test('nobody closes a number that awaits its holder by entering codes for it', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const thief = await ground.person(['user']);
  const { msisdn, code: sent } = await inTenant(tenant.id, (tx) =>
    samplePendingNumber({ tx, tenant, now: NOON, actorId: thief.principal.id }),
  );
  for (let n = 0; n < 12; n++) await code(perform(confirmNumber, thief, { msisdn, code: '000000' }));
  const holder = { ...ground.stranger(), request: facts(NOON, { ip: '10.3.3.3' }) };
  expect(await code(perform(activate, holder, { msisdn, code: sent, password: NEXT_PASSWORD }))).toBe('done');
});
