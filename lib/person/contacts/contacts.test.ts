import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, codeOf, type Spec } from '@/testing/deeds';
import { aTenant, NOON } from '@/testing/ground';
import { linksTo } from '@/testing/links';
import { toldTo } from '@/testing/members';
import { aCustomer } from '@/testing/money';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { readHolds } from '../../trust/hold';
import { confirmOutage, lookAtConfirmation } from '../outage/confirm';
import { ownOutage } from '../outage/own';
import { reportOutage } from '../outage/report';
import { takeBackOutage } from '../outage/take-back';
import { agreeToBeContact, lookAtAgreement } from './agree';
import { addContact, ownContacts, removeContact } from './own-contacts';

const BEN = 'ben@example.com';

async function aHolder() {
  const ground = await aTenant();
  const { tenant } = ground;
  const customer = await aCustomer(ground, { tier: 1, name: 'Aline Mukamana' });
  const holder = {
    ...customer,
    session: { ...customer.session, assurance: 2 as const, provedAt: NOON, provedBy: 'totp' },
  };
  const { id: personId, mobile } = holder.principal;
  const add = (address: string, name = 'Ben') => perform(addContact, holder, { name, address });
  const report = (at = NOON) =>
    perform(reportOutage, ground.stranger(at), { number: mobile, birthDate: '1990-01-01' });
  const holds = (at = NOON) => inTenant(tenant.id, (tx) => readHolds(tx, tenant.id, personId, at));
  const tokensTo = (address: string) => linksTo(ground, address);
  /** Names somebody who agrees. */
  const trusts = async (address: string) => {
    await add(address);
    const token = (await tokensTo(address)).at(-1);
    await perform(agreeToBeContact, ground.stranger(), { token });
  };
  return { ground, holder, personId, add, report, holds, tokensTo, trusts };
}

test('a contact is asked by a link, agrees by it once, and is asked nothing before', async () => {
  const { ground, holder, personId, add, report, tokensTo } = await aHolder();
  await add(BEN);
  await report();
  const [agree, ...more] = await tokensTo(BEN);
  expect(more).toEqual([]);
  expect(await ask(lookAtAgreement, ground.stranger(), { token: agree })).toEqual({ name: 'Aline M.' });
  expect((await ask(ownContacts, holder, {})).contacts).toMatchObject([{ name: 'Ben', agreedAt: null }]);
  await perform(agreeToBeContact, ground.stranger(), { token: agree });
  expect((await ask(ownContacts, holder, {})).contacts).toMatchObject([{ agreedAt: NOON }]);
  await expect(perform(agreeToBeContact, ground.stranger(), { token: agree })).rejects.toMatchObject({
    code: 'link_refused',
  });
  expect(await toldTo(ground, personId)).toContain('email contactAgreed');
});

test('three at most, none twice and nobody oneself, also when they are named at once', async () => {
  const { holder, add } = await aHolder();
  const code = async (address: string) =>
    codeOf(await answerTo(addContact as unknown as Spec, holder, { name: 'Ben', address }));
  expect(await code(holder.principal.email ?? '')).toBe('contact_is_self');
  expect(await code(holder.principal.mobile ?? '')).toBe('contact_is_self');
  await add(BEN);
  expect(await code('BEN@example.com')).toBe('contact_is_named');
  const codes = await Promise.all(['a', 'b', 'c'].map((name) => code(`${name}@example.com`)));
  expect(codes.toSorted()).toEqual(['contacts_are_full', 'done', 'done']);
});

test('a contact who says that it is true has everything held for a day, and the loss is noted; it opens nothing', async () => {
  const { ground, holder, personId, report, holds, tokensTo, trusts } = await aHolder();
  await trusts(BEN);
  await report();
  const token = (await tokensTo(BEN)).at(-1);
  expect(await ask(lookAtConfirmation, ground.stranger(), { token })).toEqual({ name: 'Aline M.' });
  const at = after(NOON, HOUR_MS);
  await perform(confirmOutage, ground.stranger(at), { token });
  expect((await holds(at)).map(({ kind, until }) => [kind, until])).toEqual([
    ['money_out', after(at, DAY_MS)],
    ['sim_swap', after(at, DAY_MS)],
  ]);
  expect(await holds(after(at, DAY_MS))).toEqual([]);
  expect((await ask(ownOutage, holder, {})).reports).toMatchObject([{ confirmedAt: at }]);
  expect(await toldTo(ground, personId)).toContain('sms outageConfirmed');
  await expect(perform(confirmOutage, ground.stranger(at), { token })).rejects.toMatchObject({
    code: 'link_refused',
  });
});

test('a second contact who says so is thanked, and nothing is held for longer', async () => {
  const { ground, report, holds, tokensTo, trusts } = await aHolder();
  await trusts(BEN);
  await trusts('cara@example.com');
  await report();
  const [bens, caras] = [(await tokensTo(BEN)).at(-1), (await tokensTo('cara@example.com')).at(-1)];
  await perform(confirmOutage, ground.stranger(), { token: bens });
  await perform(confirmOutage, ground.stranger(after(NOON, 5 * HOUR_MS)), { token: caras });
  expect((await holds())[0]?.until).toEqual(after(NOON, DAY_MS));
});

test('what was taken back is confirmed no more, nor by somebody who is trusted no more', async () => {
  const { ground, holder, report, holds, tokensTo, trusts } = await aHolder();
  await trusts(BEN);
  const { number, claim } = await report();
  await perform(takeBackOutage, ground.stranger(), { number, claim });
  const refused = { code: 'link_refused' };
  const token = (await tokensTo(BEN)).at(-1);
  await expect(perform(confirmOutage, ground.stranger(), { token })).rejects.toMatchObject(refused);
  expect(await holds()).toEqual([]);
  const late = after(NOON, 5 * HOUR_MS);
  await report(late);
  const second = (await tokensTo(BEN)).at(-1);
  const [contact] = (await ask(ownContacts, holder, {})).contacts;
  await perform(removeContact, holder, { contactId: contact?.id });
  await expect(perform(confirmOutage, ground.stranger(late), { token: second })).rejects.toMatchObject(
    refused,
  );
  const other = await ground.person(['user']);
  await expect(perform(removeContact, other, { contactId: contact?.id })).rejects.toMatchObject({
    code: 'not_found',
  });
});
