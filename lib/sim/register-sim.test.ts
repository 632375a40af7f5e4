import { randomInt, randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { numbers, sims } from '@/db/schema/sim';
import { aTenant, facts, type Ground, later, NOON } from '@/testing/ground';
import { signIn } from '../auth/sign-in';
import { perform } from '../command/perform';
import { drainOnce } from '../notice/drain';
import type { Person } from '../policy/actor';
import { activate } from './activate-number';
import { confirmNumber } from './confirm-number';
import { registerSim } from './register-sim';
import { resendActivationCode } from './resend-activation-code';
import { sampleRegistrationInput } from './sample-registration';

const PASSWORD = 'four words are enough';
const DAY_MS = 86_400_000;

type Form = Awaited<ReturnType<typeof sampleRegistrationInput>>;

/** A card fresh from the stock and the form that an agent fills for it. */
async function aForm({ tenant }: Ground, over: Partial<Form> = {}): Promise<Form> {
  const form = await inTenant(tenant.id, (tx) =>
    sampleRegistrationInput({ tx, tenant, now: NOON, actorId: '' }),
  );
  return { ...form, key: randomUUID(), ...over };
}

const anId = () => `1${String(randomInt(10 ** 12)).padStart(15, '0')}`;

/** The code in the last SMS that a number got. */
async function codeSentTo({ tenant }: Ground, msisdn: string, at = NOON): Promise<string> {
  // The queue is the installation's: other tests' messages may stand before ours.
  while ((await drainOnce(at)) > 0);
  const body = await inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ body: string }>(
      'select body from handset_messages where tenant_id = $1 and address = $2 order by id desc limit 1',
      [tenant.id, msisdn],
    );
    return rows[0]?.body ?? '';
  });
  return /\b\d{6}\b/.exec(body)?.[0] ?? '';
}

async function statesOf({ tenant }: Ground, { iccid, msisdn }: Form) {
  return inTenant(tenant.id, async (tx) => {
    const [sim] = await tx
      .select()
      .from(sims)
      .where(and(eq(sims.tenantId, tenant.id), eq(sims.iccid, iccid)));
    const [number] = await tx
      .select()
      .from(numbers)
      .where(and(eq(numbers.tenantId, tenant.id), eq(numbers.msisdn, msisdn)));
    return [sim?.state, number?.state];
  });
}

async function aCounter() {
  const ground = await aTenant();
  return { ground, agent: await ground.person(['agent']) };
}

const browser = (ground: Ground, at = NOON) => ({
  ...ground.stranger(at),
  request: facts(at, { deviceId: randomUUID() }),
});

async function activated(ground: Ground, agent: Person, form: Form) {
  await perform(registerSim, agent, form);
  await perform(activate, browser(ground), {
    msisdn: form.msisdn,
    code: await codeSentTo(ground, form.msisdn),
    password: PASSWORD,
  });
}

test('a registration reserves the card and the number, and the customer’s own code makes them theirs', async () => {
  const { ground, agent } = await aCounter();
  const form = await aForm(ground);
  const { knownCustomer } = await perform(registerSim, agent, form);
  expect(knownCustomer).toBe(false);
  expect(await statesOf(ground, form)).toEqual(['reserved', 'pending']);
  await expect(
    perform(signIn, browser(ground), { identifier: form.msisdn, password: PASSWORD }),
  ).rejects.toMatchObject({ code: 'sign_in_refused' });

  const code = await codeSentTo(ground, form.msisdn);
  await perform(activate, browser(ground), { msisdn: form.msisdn, code, password: PASSWORD });
  expect(await statesOf(ground, form)).toEqual(['active', 'active']);
  await expect(
    perform(signIn, browser(ground), { identifier: form.msisdn, password: PASSWORD }),
  ).resolves.toMatchObject({ next: 'session' });
  await expect(
    perform(activate, browser(ground), { msisdn: form.msisdn, code, password: 'another long password' }),
  ).rejects.toMatchObject({ code: 'code_refused' });
});

test('an unknown number, a wrong code, a late one and a fourth try get the same answer, and the tries are counted', async () => {
  const { ground, agent } = await aCounter();
  const form = await aForm(ground);
  await perform(registerSim, agent, form);
  const code = await codeSentTo(ground, form.msisdn);
  const wrong = code === '111111' ? '222222' : '111111';
  const tell = (input: { msisdn: string; code: string }, at = NOON) =>
    perform(activate, browser(ground, at), { ...input, password: PASSWORD }).catch(
      ({ code: why, message, status }) => `${why} ${message} ${status}`,
    );
  const answers = [
    await tell({ msisdn: '+250788999999', code }),
    await tell({ msisdn: form.msisdn, code }, new Date(NOON.getTime() + 6 * 60_000)),
    await tell({ msisdn: form.msisdn, code: wrong }),
    await tell({ msisdn: form.msisdn, code: wrong }),
    await tell({ msisdn: form.msisdn, code: wrong }),
    await tell({ msisdn: form.msisdn, code }),
  ];
  expect(new Set(answers).size).toBe(1);
  expect(await statesOf(ground, form)).toEqual(['reserved', 'pending']);
});

test('a newer code kills the older, and three are sent within an hour', async () => {
  const { ground, agent } = await aCounter();
  const form = await aForm(ground);
  const { registrationId } = await perform(registerSim, agent, form);
  const older = await codeSentTo(ground, form.msisdn);
  await perform(resendActivationCode, later(agent, new Date(NOON.getTime() + 1_000)), { registrationId });
  const newer = await codeSentTo(ground, form.msisdn, new Date(NOON.getTime() + 2_000));
  await expect(
    perform(resendActivationCode, await ground.person(['agent']), { registrationId }),
  ).rejects.toMatchObject({ code: 'not_found' });
  await perform(resendActivationCode, later(agent, new Date(NOON.getTime() + 3_000)), { registrationId });
  const newest = await codeSentTo(ground, form.msisdn, new Date(NOON.getTime() + 4_000));
  await expect(
    perform(resendActivationCode, later(agent, new Date(NOON.getTime() + 5_000)), { registrationId }),
  ).rejects.toMatchObject({ code: 'code_sent_too_often' });
  for (const dead of [older, newer].filter((code) => code !== newest)) {
    await expect(
      perform(activate, browser(ground), { msisdn: form.msisdn, code: dead, password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'code_refused' });
  }
  await perform(activate, browser(ground), { msisdn: form.msisdn, code: newest, password: PASSWORD });
});

test('a card that is not in stock, was taken, or was made for another number is refused', async () => {
  const { ground, agent } = await aCounter();
  const form = await aForm(ground);
  await perform(registerSim, agent, form);
  const another = await aForm(ground);
  await expect(perform(registerSim, agent, { ...another, iccid: form.iccid })).rejects.toMatchObject({
    code: 'sim_not_in_stock',
    field: 'iccid',
  });
  await expect(perform(registerSim, agent, { ...another, msisdn: form.msisdn })).rejects.toMatchObject({
    code: 'number_is_taken',
    field: 'msisdn',
  });
  await expect(
    perform(registerSim, agent, { ...another, iccid: '8925010000000000016' }),
  ).rejects.toMatchObject({ code: 'sim_not_in_stock' });
  await inTenant(ground.tenant.id, (tx) =>
    tx
      .update(sims)
      .set({ presetMsisdn: '+250788000000' })
      .where(and(eq(sims.tenantId, ground.tenant.id), eq(sims.iccid, another.iccid))),
  );
  await expect(perform(registerSim, agent, another)).rejects.toMatchObject({
    code: 'sim_has_another_number',
    field: 'msisdn',
  });
});

test('a national ID holds three numbers and a passport one, also when all ask at once', async () => {
  const { ground, agent } = await aCounter();
  for (const [documentKind, most] of [
    ['national_id', 3],
    ['passport', 1],
  ] as const) {
    const documentNumber = anId();
    const forms = [];
    for (let i = 0; i < 6; i++)
      forms.push(await aForm(ground, { documentKind: documentKind as 'national_id', documentNumber }));
    const ends = await Promise.allSettled(forms.map((form) => perform(registerSim, agent, form)));
    const done = ends.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBeLessThanOrEqual(most);
    // The limit on sent codes may refuse one of those that would fit; the rest says that the document is full.
    for (const end of ends) {
      if (end.status === 'rejected')
        expect(['document_holds_too_many', 'code_sent_too_often', 'code_was_just_sent']).toContain(
          end.reason.code,
        );
    }
    expect(done).toBeGreaterThan(0);
  }
});

test('one card or one number that two agents register at once goes to one of them', async () => {
  const { ground, agent } = await aCounter();
  const second = await ground.person(['agent']);
  const [a, b] = [await aForm(ground), await aForm(ground)];
  const sameCard = await Promise.allSettled([
    perform(registerSim, agent, a),
    perform(registerSim, second, { ...b, iccid: a.iccid }),
  ]);
  expect(sameCard.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [c, d] = [await aForm(ground), await aForm(ground)];
  const sameNumber = await Promise.allSettled([
    perform(registerSim, agent, c),
    perform(registerSim, second, { ...d, msisdn: c.msisdn }),
  ]);
  expect(sameNumber.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a known customer is found by the document however the names are written, and other names are refused', async () => {
  const { ground, agent } = await aCounter();
  const documentNumber = '1 1990 8 0012345 1 23';
  const form = await aForm(ground, { documentNumber, givenNames: 'Théogène', familyName: 'Gasana' });
  await perform(registerSim, agent, form);
  const again = await aForm(ground, {
    documentNumber: '1199080012345123',
    givenNames: 'GASANA',
    familyName: 'Theogene',
  });
  await expect(perform(registerSim, agent, again)).resolves.toMatchObject({ knownCustomer: true });
  const stranger = await aForm(ground, { documentNumber, givenNames: 'Another', familyName: 'Person' });
  await expect(perform(registerSim, agent, stranger)).rejects.toMatchObject({ code: 'identity_differs' });
});

test('whoever holds the new SIM of a customer who has an account cannot set its password; the customer confirms it signed in', async () => {
  const { ground, agent } = await aCounter();
  const documentNumber = anId();
  const first = await aForm(ground, { documentNumber });
  await activated(ground, agent, first);
  const second = await aForm(ground, { documentNumber });
  const tomorrow = new Date(NOON.getTime() + DAY_MS);
  const { registrationId } = await perform(registerSim, later(agent, tomorrow), second).catch(async () =>
    perform(
      registerSim,
      { ...agent, request: facts(tomorrow), session: { ...agent.session, provedAt: tomorrow } },
      second,
    ),
  );
  const code = await codeSentTo(ground, second.msisdn, tomorrow);
  await expect(
    perform(activate, browser(ground, tomorrow), {
      msisdn: second.msisdn,
      code,
      password: 'a thief has long words',
    }),
  ).rejects.toMatchObject({ code: 'confirm_signed_in' });
  await expect(
    perform(signIn, browser(ground, tomorrow), { identifier: first.msisdn, password: PASSWORD }),
  ).resolves.toMatchObject({ next: 'session' });

  const holder = await inTenant(ground.tenant.id, async (tx) => {
    const [number] = await tx
      .select({ holderId: numbers.holderId })
      .from(numbers)
      .where(and(eq(numbers.tenantId, ground.tenant.id), eq(numbers.msisdn, first.msisdn)));
    return number?.holderId ?? '';
  });
  const someone = await ground.person(['user'], { at: tomorrow });
  const customer = { ...someone, principal: { ...someone.principal, id: holder } };
  const aMinuteOn = new Date(tomorrow.getTime() + 60_000);
  await perform(resendActivationCode, later(customer, aMinuteOn), { registrationId });
  const fresh = await codeSentTo(ground, second.msisdn, aMinuteOn);
  await expect(
    perform(confirmNumber, later(someone, aMinuteOn), { msisdn: second.msisdn, code: fresh }),
  ).rejects.toMatchObject({ code: 'not_found' });
  await perform(confirmNumber, later(customer, aMinuteOn), { msisdn: second.msisdn, code: fresh });
  expect(await statesOf(ground, second)).toEqual(['active', 'active']);
});

test('a child, a date that is none, and oneself are not registered', async () => {
  const { ground, agent } = await aCounter();
  await expect(
    perform(registerSim, agent, await aForm(ground, { birthDate: '2015-01-01' })),
  ).rejects.toMatchObject({ code: 'age_out_of_range' });
  await expect(
    perform(registerSim, agent, await aForm(ground, { birthDate: '1990-02-30' })),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('the same form sent twice registers once', async () => {
  const { ground, agent } = await aCounter();
  const form = await aForm(ground);
  const first = await perform(registerSim, agent, form);
  expect(await perform(registerSim, agent, form)).toEqual(first);
});
