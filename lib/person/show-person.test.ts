import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { identityDocuments } from '@/db/schema/person';
import { numbers } from '@/db/schema/sim';
import { aTenant, facts, NOON } from '@/testing/ground';
import { aMember } from '@/testing/members';
import { openSession } from '../auth/open-session';
import { signIn } from '../auth/sign-in';
import { newId } from '../base/id';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { placeHold } from '../trust/hold';
import { assignRole } from './change-roles';
import { documentFingerprint, sealDocument } from './document';
import { showPerson } from './show-person';

const about = ({ principal }: Person) => ({ personId: principal.id });

test('a person is shown on one screen, documents and numbers masked', async () => {
  const { tenant, person } = await aTenant();
  const [admin, jean] = [
    await person(['admin']),
    await person(['user'], { name: 'Jean', mobile: '+250788123456' }),
  ];
  const documentId = newId(NOON);
  await inTenant(tenant.id, async (tx) => {
    const [tenantId, personId] = [tenant.id, jean.principal.id];
    const number = '1199080012345678';
    await tx.insert(identityDocuments).values({
      tenantId,
      id: documentId,
      personId,
      kind: 'national_id',
      number: sealDocument(tenantId, documentId, number),
      numberFingerprint: documentFingerprint('national_id', number),
      givenNames: 'Jean',
      familyName: 'Mugabo',
      birthDate: '1990-01-01',
      expiresOn: '2026-06-14',
      createdAt: NOON,
    });
    await tx.insert(numbers).values({
      tenantId,
      id: newId(NOON),
      msisdn: '+250788123456',
      state: 'active',
      holderId: personId,
      createdAt: NOON,
      changedAt: NOON,
    });
    await openSession({ tx, tenant, request: facts(NOON), personId, methods: ['password'] });
  });
  await perform(assignRole, admin, { ...about(jean), role: 'agent' });
  const seen = await ask(showPerson, admin, about(jean));
  expect(seen).toMatchObject({
    name: 'Jean',
    mobile: '+250788123456',
    roles: [
      { key: 'agent', removable: true },
      { key: 'user', removable: true },
    ],
    assignable: [{ key: 'admin' }, { key: 'supervisor' }, { key: 'support' }, { key: 'viewer' }],
    touchable: true,
    documents: [
      { kind: 'national_id', number: '•••••••••••••678', state: 'expired', expiresOn: '2026-06-14' },
    ],
    numbers: { count: 1, shown: [{ msisdn: '+250 ••• ••• 456', state: 'active' }] },
    sessions: [{ assurance: 1, ip: '127.0.0.1' }],
    events: [{ command: 'role.assign', actorId: admin.principal.id }],
  });
  expect(JSON.stringify(seen)).not.toContain('1199080012345678');
});

test('what is offered is what the commands would do', async () => {
  const { person } = await aTenant();
  const [owner, viewer, customer] = [
    await person(['owner']),
    await person(['viewer']),
    await person(['user']),
  ];
  const admin = await person(['admin']);
  expect(await ask(showPerson, viewer, about(customer))).toMatchObject({
    assignable: [],
    touchable: false,
    roles: [{ removable: false }],
  });
  expect(await ask(showPerson, admin, about(owner))).toMatchObject({
    assignable: [],
    touchable: false,
    roles: [{ removable: false }],
  });
  const offered = (await ask(showPerson, owner, about(customer))).assignable.map(({ key }) => key);
  expect(offered).toEqual(['admin', 'agent', 'owner', 'supervisor', 'support', 'viewer']);
});

test('staff see how an account is protected, what is held back, and who signed in last, but no factor’s name', async () => {
  const ground = await aTenant();
  const [admin, viewer] = [await ground.person(['admin']), await ground.person(['viewer'])];
  const member = await aMember(ground);
  const guesser = { ...ground.stranger(), request: facts(NOON, { ip: '41.186.0.1' }) };
  await expect(
    perform(signIn, guesser, { identifier: member.email, password: 'a guess at a password' }),
  ).rejects.toMatchObject({ code: 'sign_in_refused' });
  await inTenant(ground.tenant.id, (tx) =>
    placeHold(tx, ground.tenant.id, NOON, {
      ...{ personId: member.personId, kind: 'money_out', reason: 'own session', placedBy: null },
    }),
  );
  const shown = await ask(showPerson, admin, { personId: member.personId });
  expect(shown.liftable).toBe(true);
  expect(shown.security).toEqual({
    ...{ hasPassword: true, apps: 1, boundPasskeys: 0, syncedPasskeys: 0, recoveryCodesLeft: 10 },
    holds: [{ kind: 'money_out', since: NOON, until: null }],
    devices: [],
    signIns: [
      expect.objectContaining({ command: 'auth.sign-in', outcome: 'sign_in_refused', country: 'RW' }),
    ],
  });
  expect((await ask(showPerson, viewer, { personId: member.personId })).liftable).toBe(false);
});
