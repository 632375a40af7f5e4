import { afterEach, describe, expect, test, vi } from 'vitest';
import { inTenant } from '@/db/client';
import { signedIn } from '@/testing/deeds';
import { aTenant, facts, type Ground, later, NOON } from '@/testing/ground';
import { aTelephone, givePin, PIN } from '@/testing/line';
import { aCustomer } from '@/testing/money';
import { askQuestion, readQuestion } from '../auth/question';
import { sessionLives } from '../auth/session-lives';
import { MINUTE_MS } from '../base/clock';
import { holdsOn } from '../trust/hold';
import { recordSignal } from '../trust/signal';
import { answerCall } from './answer-call';

afterEach(() => vi.restoreAllMocks());

async function aLine({ balance = 12_000n } = {}) {
  const ground = await aTenant();
  const customer = await aCustomer(ground, { balance, name: 'Aline Mukamana' });
  await givePin(ground, customer);
  const msisdn = customer.principal.mobile ?? '';
  return { ...ground, ground, customer, msisdn, phone: () => aTelephone(ground, msisdn) };
}

const rows = async ({ tenant }: Ground, text: string): Promise<Record<string, unknown>[]> =>
  inTenant(
    tenant.id,
    async (tx) => (await tx.$client.query(`${text} where tenant_id = $1`, [tenant.id])).rows,
  );

const deeds = async (ground: Ground, name: string) =>
  (await rows(ground, 'select command, outcome from audit_events')).filter(({ command }) => command === name);

const askThem = (ground: Ground, personId: string, place = 'Nyabugogo') =>
  inTenant(ground.tenant.id, (tx) =>
    askQuestion(tx, ground.tenant.id, NOON, { personId, kind: 'recovery', values: { place } }),
  );

describe('the menu on a telephone', () => {
  test('tells the balance for the PIN, and the last movements', async () => {
    const { phone } = await aLine();
    const { say } = phone();
    expect(await say('')).toMatch(/^CON A test tenant\n1 Balance/);
    expect(await say('1')).toBe('CON Enter your PIN.\n0 Back');
    expect(await say(`1*${PIN}`)).toBe('END You can spend RWF 12,000.');
    const statement = phone();
    await statement.say('');
    await statement.say('2');
    expect(await statement.say(`2*${PIN}`)).toBe('CON 15/06 +RWF 12,000 A test tena.\n0 Back');
  });

  test('locks the PIN after three wrong ones, in one call or in several', async () => {
    const { phone, ground } = await aLine();
    const { say } = phone();
    await say('');
    await say('1');
    expect(await say('1*11111')).toBe('CON This PIN is not right. Tries left: 2.\nEnter your PIN.\n0 Back');
    expect(await say('1*11111*11111')).toMatch(/^CON .*Tries left: 1/);
    const other = phone();
    await other.say('');
    expect(await other.say(`1*22222`)).toMatch(/^END Your PIN is locked/);
    expect(await phone().say(`1*${PIN}`)).toMatch(/^END Your PIN is locked/);
    expect(await deeds(ground, 'wallet.show')).toEqual([]);
  });

  test('looks at three of many wrong PINs that come at once', async () => {
    const { phone, ground } = await aLine();
    await Promise.all(Array.from({ length: 6 }, (_, at) => phone().say(`1*1111${at}`)));
    const outcomes = (await deeds(ground, 'auth.pin.prove')).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'pin_wrong')).toHaveLength(2);
    expect(await phone().say(`1*${PIN}`)).toMatch(/^END Your PIN is locked/);
  });

  test('reports a loss without a PIN: sessions end, money, SIM and credentials are held', async () => {
    const { phone, tenant, customer } = await aLine();
    const portal = await signedIn(customer);
    expect(await phone().say('4*1')).toMatch(/^END Your number is secured/);
    expect(await sessionLives(tenant.id, portal.session.id, NOON)).toBe(false);
    expect(await inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, customer.principal.id, NOON))).toEqual([
      'credentials',
      'messages',
      'money_out',
      'sim_swap',
    ]);
    expect(await phone().say(`1*${PIN}`)).toMatch(/^END Your account is secured/);
  });

  test('locks SIM swaps for the PIN, and leads elsewhere to unlock them', async () => {
    const { phone, tenant, customer } = await aLine();
    expect(await phone().say(`5*1*${PIN}`)).toMatch(/^END SIM swaps are locked/);
    expect(await inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, customer.principal.id, NOON))).toEqual([
      'sim_swap',
    ]);
    expect(await phone().say('5*2')).toMatch(/^END Sign in at .* The lock still holds 24 hours then/);
  });

  test('changes the PIN by the old one, step by step, and keeps no PIN anywhere', async () => {
    const { phone, ground } = await aLine();
    const { say } = phone();
    for (const text of ['', '6', `6*${PIN}`, `6*${PIN}*31416`]) expect(await say(text)).toMatch(/^CON /);
    expect(await say(`6*${PIN}*31416*31416`)).toBe('END Your PIN is changed.');
    expect(await phone().say('1*31416')).toMatch(/^END You can spend/);
    const kept = JSON.stringify([
      await rows(ground, 'select * from ussd_sessions'),
      await rows(ground, 'select * from ussd_turns'),
      await rows(ground, 'select * from audit_events'),
    ]);
    expect(kept).not.toMatch(/27183|31416/);
  });

  test('is in the language that was chosen, from the next words on', async () => {
    const { phone } = await aLine();
    expect(await phone().say('7*2')).toBe('END Désormais, nous vous écrivons en francais.');
    expect(await phone().say('')).toContain('3 Questions');
  });

  test('tells an unknown number, a suspended holder and another tenant’s number the same, and nothing else', async () => {
    const { ground, tenant, customer, msisdn } = await aLine();
    const told = await aTelephone(ground, '+250788999999').say('');
    expect(told).toBe(
      'CON A test tenant\nThis number is not registered or not confirmed. Come to a shop with your document.\n1 Another phone is lost',
    );
    expect(
      await aTelephone(await aTenant({ slug: tenant.slug.replace('t-', 'u-') }), msisdn).say(''),
    ).toContain('This number is not registered or not confirmed');
    await inTenant(tenant.id, (tx) =>
      tx.$client.query(`update users set status = 'suspended' where tenant_id = $1 and id = $2`, [
        tenant.id,
        customer.principal.id,
      ]),
    );
    expect(await aTelephone(ground, msisdn).say('')).toBe(told);
    for (const text of ['4', '2*7', '0', '6*0', '1*0'])
      expect(await aTelephone(ground, '+250788999999').say(text)).toContain(told.slice('CON '.length));
    expect(await aTelephone(ground, '+250788999999').say(`1*${PIN}`)).toMatch(
      /^CON This is not a mobile number|^CON Enter/,
    );
  });

  test('a number that nobody has confirmed speaks for nobody', async () => {
    const { ground, tenant, customer, msisdn } = await aLine();
    await inTenant(tenant.id, (tx) =>
      tx.$client.query('update users set mobile_verified_at = null where tenant_id = $1 and id = $2', [
        tenant.id,
        customer.principal.id,
      ]),
    );
    expect(await aTelephone(ground, msisdn).say('')).toMatch(
      /^CON A test tenant\nThis number is not registered/,
    );
  });
});

describe('a question', () => {
  test('is answered no without a PIN and yes with it', async () => {
    const { ground, tenant, customer, phone } = await aLine();
    const [first, second] = [
      await askThem(ground, customer.principal.id),
      await askThem(ground, customer.principal.id, 'Huye'),
    ];
    const { say } = phone();
    expect(await say('3')).toBe('CON You are asked:\n1 Recover the account?\n2 Recover the account?\n0 Back');
    expect(await say('3*1')).toContain('shop Huye wants');
    expect(await say('3*1*2')).toMatch(/^END Thank you. Your no was taken/);
    const stateOf = (id: string) => inTenant(tenant.id, (tx) => readQuestion(tx, tenant.id, NOON, id));
    expect(await stateOf(second)).toEqual({ state: 'no', by: 'ussd' });
    expect(await phone().say('3*1*11111')).toMatch(/Tries left: 2/);
    expect(await stateOf(first)).toMatchObject({ state: 'open' });
    expect(await phone().say(`3*1*${PIN}`)).toBe('END Thank you. Your yes was taken.');
    expect(await stateOf(first)).toEqual({ state: 'yes', by: 'ussd' });
    expect(await phone().say('3')).toBe('END Nobody asks you anything just now.');
  });

  test('that was answered meanwhile, or waited too long, says so', async () => {
    const { ground, customer, phone } = await aLine();
    await askThem(ground, customer.principal.id);
    const [one, two] = [phone(), phone()];
    await one.say('3');
    await two.say('3');
    await one.say('3*2');
    expect(await two.say('3*2')).toMatch(/^END You have answered this already/);
  });

  test('is not answered yes from a card that is new to the number, and the PIN does not change there', async () => {
    const { ground, tenant, customer, phone } = await aLine();
    await askThem(ground, customer.principal.id);
    await inTenant(tenant.id, (tx) =>
      recordSignal(tx, tenant.id, customer.principal.id, 'sim-changed', NOON),
    );
    expect(await phone().say(`3*1*${PIN}`)).toMatch(/^END Your number moved to another SIM/);
    expect(await phone().say(`6*${PIN}*31416*31416`)).toMatch(/^END Your number moved to another SIM/);
    expect(await phone().say('3*2')).toMatch(/^END Thank you/);
  });
});

describe('the gateway', () => {
  test('that says the same again is answered the same, and nothing is done twice', async () => {
    const { ground, phone } = await aLine();
    const { say } = phone();
    await say('');
    const answers = [await say('4*1'), await say('4*1'), await say('4*1')];
    expect(new Set(answers).size).toBe(1);
    expect(await deeds(ground, 'auth.secure')).toHaveLength(1);
    expect(await say('')).toMatch(/^CON A test tenant/);
  });

  test('that says the same at once is answered once, and a wrong PIN costs one try', async () => {
    const { ground, phone } = await aLine();
    const { say } = phone();
    await say('');
    await say('1');
    const answers = await Promise.all([1, 2, 3].map(() => say('1*11111')));
    expect(new Set(answers)).toEqual(
      new Set(['CON This PIN is not right. Tries left: 2.\nEnter your PIN.\n0 Back']),
    );
    expect(await deeds(ground, 'auth.pin.prove')).toHaveLength(1);
  });

  test('that says two things at once for one session has one of them done', async () => {
    const { ground, phone } = await aLine();
    const { say } = phone();
    await say('');
    const answers = await Promise.all([say('1*11111'), say('1*22222'), say('1*33333')]);
    expect(await deeds(ground, 'auth.pin.prove')).toHaveLength(1);
    expect(answers.filter((answer) => answer.startsWith('CON'))).toHaveLength(1);
  });

  test('cannot go on with a session of another number, after its end, or with other words than before', async () => {
    const { ground, tenant, phone, msisdn } = await aLine();
    const { sessionId, say } = phone();
    await say('');
    await say('1');
    const stolen = { sessionId, msisdn: '+250788999999', text: '1*27183' };
    expect(await answerCall(tenant, facts(), stolen)).toMatch(/^END This call went out of step/);
    expect(await say('2*27183')).toMatch(/^END This call went out of step/);
    expect(await say('11*27183')).toMatch(/^END This call went out of step/);
    await say('1*27183');
    expect(await say('1*27183*4*1')).toMatch(/^END You waited too long/);
    expect(await deeds(ground, 'auth.secure')).toEqual([]);
    expect(await aTelephone(ground, msisdn).say('')).toMatch(/^CON/);
  });

  test('finds a session over after three minutes without a word, and not a second before', async () => {
    const { phone } = await aLine();
    const [one, two] = [phone(), phone()];
    await one.say('');
    await two.say('');
    const minutes = (count: number) => new Date(NOON.getTime() + count * MINUTE_MS);
    expect(await one.say('1', minutes(2.99))).toMatch(/^CON Enter your PIN/);
    expect(await two.say('1', minutes(3))).toMatch(/^END You waited too long/);
  });

  test('hears of a failure in words, and the deed is not half done', async () => {
    const { ground, tenant, phone, customer } = await aLine();
    const secure = await import('../auth/recovery/secure');
    vi.spyOn(secure.secureOwnAccount, 'run').mockRejectedValue(new Error('a bug'));
    const { say } = phone();
    expect(await say('4*1')).toMatch(/^END This failed on our side/);
    expect(await inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, customer.principal.id, NOON))).toEqual(
      [],
    );
    expect(await say('4*1')).toMatch(/^END This failed on our side/);
    expect(await deeds(ground, 'auth.secure')).toEqual([]);
  });
});

test('what a telephone opens is a short list, whatever roles its owner has, and money leaves by nothing without the PIN', async () => {
  const ground = await aTenant();
  const owner = await ground.person(['owner', 'user'], { mobile: '+250788123456' });
  await givePin(ground, owner);
  const { callerOn } = await import('./caller');
  const line = { msisdn: '+250788123456', channel: 'ussd' as const, exchangeId: owner.session.id };
  const caller = await callerOn(ground.tenant, facts(), line);
  expect(caller?.person.session).toMatchObject({ assurance: 1, methods: [] });
  expect(caller?.proved.session).toMatchObject({ assurance: 1, methods: ['pin'], provedAt: null });
  expect(caller?.person.principal.permissions).toEqual([
    'auth.pin.change',
    'auth.pin.prove',
    'auth.question.answer',
    'auth.questions',
    'auth.secure',
    'auth.swaps.lock',
    'person.profile.update',
    'sim.swap.answer',
    'wallet.pending.answer',
  ]);
  expect(caller?.proved.principal.permissions.filter((name) => name.startsWith('wallet'))).toEqual([
    'wallet.movements',
    'wallet.pending.answer',
    'wallet.show',
    'wallet.withdrawal-code.make',
  ]);
  expect(later(owner, NOON).principal.permissions.length).toBeGreaterThan(20);
});
