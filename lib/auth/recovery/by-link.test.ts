import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import en from '@/messages/en/notice.json' with { type: 'json' };
import fr from '@/messages/fr/notice.json' with { type: 'json' };
import { aTenant, NOON } from '@/testing/ground';
import { linkTokensTo } from '@/testing/links';
import { aBrowser, aMember, lookedUp, MEMBER_PASSWORD, signedInMember, toldTo } from '@/testing/members';
import { after, HOUR_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { notifyPerson } from '../../notice/notify';
import { holdsOn } from '../../trust/hold';
import { sendSignInCode } from '../code-send';
import { sendSecondFactor } from '../factor-send';
import { sendSignInLink } from '../link-send';
import { forgotPassword } from '../password-forgot';
import { signIn } from '../sign-in';
import { renewCredentials } from './renew-credentials';
import { secureOwnAccount } from './secure';
import { lookAtSecureLink, secureByLink } from './secure-by-link';

const TOLD_BY_LINK = [
  'authenticatorRemoved',
  'newSignIn',
  'passkeyAdded',
  'passkeyRemoved',
  'passwordChanged',
  'passwordRenewed',
  'passwordReset',
  'pinSet',
  'recoveryCodeUsed',
  'recoveryCodesRunOut',
  'recoveryDone',
  'secondFactorAdded',
  'secondFactorsRemoved',
] as const;

test('every notice of a changed credential, a new device or a used recovery code carries the link, in every language', () => {
  for (const words of [en, fr])
    for (const template of TOLD_BY_LINK)
      expect([template, words[template].body]).toEqual([template, expect.stringContaining('{secureLink}')]);
});

async function aNoticed() {
  const ground = await aTenant();
  const member = await aMember(ground);
  const { tenant } = ground;
  await inTenant(tenant.id, (tx) =>
    notifyPerson(tx, tenant, NOON, member.personId, { template: 'passwordRenewed' }),
  );
  const tokens = await linkTokensTo(ground, member.personId, 'passwordRenewed');
  const held = () => inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, member.personId, NOON));
  return { ground, member, tokens, held };
}

test('each address of a notice has a link of its own; to look at it changes nothing, and to press its button secures once', async () => {
  const { ground, member, tokens, held } = await aNoticed();
  expect(new Set(tokens).size).toBe(2);
  const [token] = tokens;
  const session = await signedInMember(ground, member);
  for (let time = 0; time < 3; time += 1)
    expect(await ask(lookAtSecureLink, ground.stranger(), { token })).toEqual({ name: 'Mary M.' });
  expect(await held()).toEqual([]);
  const codes = await Promise.all(
    [1, 2, 3].map(() =>
      perform(secureByLink, ground.stranger(), { token }).then(
        () => 'done',
        ({ code }) => code,
      ),
    ),
  );
  expect(codes.toSorted()).toEqual(['done', 'link_refused', 'link_refused']);
  expect(await held()).toEqual(['credentials', 'messages', 'money_out', 'sim_swap']);
  await expect(lookedUp(ground, aBrowser(ground), session.session.id)).rejects.toThrow('over');
  expect(await ask(lookAtSecureLink, ground.stranger(), { token })).toEqual({ name: null });
});

test('a link is good for 72 hours, in its own tenant, and not after its owner has set new credentials', async () => {
  const { ground, member, tokens } = await aNoticed();
  const [token, other] = tokens;
  const late = ground.stranger(after(NOON, 72 * HOUR_MS));
  await expect(perform(secureByLink, late, { token })).rejects.toMatchObject({ code: 'link_refused' });
  const elsewhere = await aTenant();
  await expect(perform(secureByLink, elsewhere.stranger(), { token })).rejects.toMatchObject({
    code: 'link_refused',
  });
  await perform(secureByLink, ground.stranger(), { token });
  const back = await signedInMember(ground, member, { code: member.recoveryCodes[0] });
  await perform(renewCredentials, back, { password: 'quiet lake under the hills' });
  await expect(perform(secureByLink, ground.stranger(), { token: other })).rejects.toMatchObject({
    code: 'link_refused',
  });
});

test('while an account is secured, what is sent to its addresses opens nothing, and whoever asks is answered as ever', async () => {
  const { ground, member } = await aNoticed();
  await perform(secureOwnAccount, await signedInMember(ground, member), {});
  const before = await toldTo(ground, member.personId);
  const thief = aBrowser(ground);
  const asks = (identifier: string) => [
    () => perform(sendSignInCode, thief, { identifier, channel: 'email' }),
    () => perform(sendSignInCode, thief, { identifier, channel: 'sms' }),
    () => perform(sendSignInLink, thief, { identifier }),
    () => perform(forgotPassword, thief, { identifier }),
  ];
  const shapes = async (identifier: string) =>
    Promise.all(asks(identifier).map(async (work) => Object.keys(await work())));
  expect(await shapes(member.email)).toEqual(await shapes('nobody@example.com'));
  const begun = await perform(signIn, thief, { identifier: member.email, password: MEMBER_PASSWORD });
  if (begun.next !== 'second-factor') throw new Error('no second factor was asked for');
  await expect(
    perform(sendSecondFactor, thief, { signInId: begun.signInId, channel: 'sms' }),
  ).rejects.toMatchObject({ code: 'factor_cannot_be_sent' });
  expect(await toldTo(ground, member.personId)).toEqual(before);
  // Nor after a new password: the telephone is still in other hands, until its owner says that it is not.
  const back = await signedInMember(ground, member, { code: member.recoveryCodes[0] });
  await perform(renewCredentials, back, { password: 'quiet lake under the hills' });
  const renewed = await toldTo(ground, member.personId);
  await shapes(member.email);
  expect(await toldTo(ground, member.personId)).toEqual(renewed);
});
