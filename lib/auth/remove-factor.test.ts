import { expect, test } from 'vitest';
import { aTenant } from '@/testing/ground';
import { aMember, lookedUp, signedInMember, toldTo } from '@/testing/members';
import { addPasskey, lastEvent, storedPasskeys, under } from '@/testing/passkeys';
import { perform } from '../command/perform';
import { removePasskey, removeTotp } from './remove-factor';

async function somebody({ withTotp = false } = {}) {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp });
  return { ground, member, person: await signedInMember(ground, member) };
}

test('the last factor that a tenant demands cannot be removed, not even by two who remove one each at once', async () => {
  const { ground, member, person } = await somebody({ withTotp: true });
  const required = under(person, { secondFactor: { otherwise: 'required' } });
  const { factorId } = member;
  await expect(perform(removeTotp, required, { factorId })).rejects.toMatchObject({
    code: 'factor_is_the_last',
  });
  expect(await lastEvent(ground, 'auth.totp.remove')).toMatchObject({ outcome: 'factor_is_the_last' });
  await addPasskey(required);
  const [{ id: passkeyId = '' } = {}] = await storedPasskeys(ground, member.personId);
  const both = under(person, { secondFactor: { otherwise: 'required', kinds: 'both' } });
  await expect(perform(removeTotp, both, { factorId })).rejects.toMatchObject({ code: 'factor_is_the_last' });
  const ended = await Promise.allSettled([
    perform(removeTotp, required, { factorId }),
    perform(removePasskey, required, { passkeyId }),
  ]);
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('where nothing is demanded the last factor goes, and the next one is a first one again', async () => {
  const { ground, member, person } = await somebody({ withTotp: true });
  await perform(removeTotp, person, { factorId: member.factorId });
  expect(await toldTo(ground, member.personId)).toContain('email authenticatorRemoved');
  const { recoveryCodes } = await addPasskey(person);
  expect(recoveryCodes).toHaveLength(10);
});

test('a passkey that the tenant no longer takes is no factor that keeps the last good one from being needed', async () => {
  const { ground, person } = await somebody();
  await addPasskey(person);
  const fresh = await lookedUp(ground, person as never, person.session.id);
  const bound = under(fresh, { passkey: { deviceBound: true }, secondFactor: { otherwise: 'required' } });
  await addPasskey(bound, { backupEligible: false });
  const [synced, good] = await storedPasskeys(ground, person.principal.id);
  await expect(perform(removePasskey, bound, { passkeyId: good?.id })).rejects.toMatchObject({
    code: 'factor_is_the_last',
  });
  await perform(removePasskey, bound, { passkeyId: synced?.id });
  expect((await storedPasskeys(ground, person.principal.id)).map(({ id }) => id)).toEqual([good?.id]);
});
