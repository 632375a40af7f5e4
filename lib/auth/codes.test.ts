import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, codeOf, type Spec } from '@/testing/deeds';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import {
  aBrowser,
  aClaimant,
  aMember,
  MEMBER_PASSWORD,
  type Member,
  signedInMember,
} from '@/testing/members';
import { aNumber } from '@/testing/money';
import { codePostedTo, postedTo } from '@/testing/posted';
import { after, MINUTE_MS } from '../base/clock';
import { perform } from '../command/perform';
import { changeAddress } from '../person/address/change-address';
import { confirmAddress } from '../person/address/confirm-address';
import { resendVerification, verifyAddress } from '../person/verify-address';
import type { Actor } from '../policy/actor';
import { recordSignal } from '../trust/signal';
import { sendSignInCode } from './code-send';
import { signInByCode } from './code-sign-in';
import { sendSecondFactor, sendStepUp } from './factor-send';
import { accountOfAddress, failuresOnUnknownDevices } from './proof-budget';
import { signIn } from './sign-in';
import { signInSecondFactor } from './sign-in-second-factor';
import { stepUp } from './step-up';

/** A code on its way: who asked, where it came, and how it is entered. */
type Sent = { code: string; enter(code: string, how?: { who?: Actor; at?: Date }): Promise<string> };
type Kind = {
  title: string;
  withTotp: boolean;
  livesMinutes?: number;
  sendsAnHour?: number;
  refused: string;
  /** Another browser is told to begin again, where a sign-in is of one browser. */
  elsewhere: string;
  begin(
    ground: Ground,
    member: Member,
  ): Promise<{
    /** Where it is sent, and on whose hundred a wrong one counts. */
    address: string;
    account: string;
    send(): Promise<unknown>;
    sent(): Promise<Sent>;
    other(): Actor | Promise<Actor>;
  }>;
};

const answer = async (spec: unknown, who: Actor, input: unknown) =>
  codeOf(await answerTo(spec as Spec, who, input));
const when = <A extends Actor>(who: A, at: Date | undefined) => (at ? later(who, at) : who);

/** A sign-in by code; the address is the one of its channel. */
const signInBy = (channel: 'email' | 'sms' | 'whatsapp'): Kind => ({
  title: `a sign-in code by ${channel}`,
  withTotp: false,
  refused: 'code_refused',
  elsewhere: 'sign_in_expired',
  async begin(ground, member) {
    const browser = aBrowser(ground);
    let signInId = '';
    const address = channel === 'email' ? member.email : member.mobile;
    return {
      ...{ address, account: member.personId },
      send: async () => {
        ({ signInId } = await perform(sendSignInCode, browser, { identifier: member.email, channel }));
      },
      sent: async () => {
        const mine = signInId;
        const code = await codePostedTo(ground.tenant, address);
        return {
          code,
          enter: (typed, { who = browser, at } = {}) =>
            answer(signInByCode, when(who, at), { signInId: mine, code: typed }),
        };
      },
      other: () => aBrowser(ground),
    };
  },
});

const secondFactorBy = (channel: 'sms' | 'whatsapp'): Kind => ({
  title: `a second factor by ${channel}`,
  withTotp: true,
  refused: 'factor_refused',
  elsewhere: 'sign_in_expired',
  async begin(ground, member) {
    const browser = aBrowser(ground);
    const begun = await perform(signIn, browser, { identifier: member.email, password: MEMBER_PASSWORD });
    const signInId = begun.next === 'second-factor' ? begun.signInId : '';
    return {
      ...{ address: member.mobile, account: member.personId },
      send: () => perform(sendSecondFactor, browser, { signInId, channel }),
      sent: async () => ({
        code: await codePostedTo(ground.tenant, member.mobile),
        enter: (code, { who = browser, at } = {}) =>
          answer(signInSecondFactor, when(who, at), { signInId, code }),
      }),
      other: () => aBrowser(ground),
    };
  },
});

const stepUpBy = (channel: 'sms' | 'whatsapp'): Kind => ({
  title: `a step-up by ${channel}`,
  withTotp: false,
  refused: 'factor_refused',
  elsewhere: 'factor_refused',
  async begin(ground, member) {
    const person = await signedInMember(ground, member);
    return {
      ...{ address: member.mobile, account: member.personId },
      send: () => perform(sendStepUp, person, { channel }),
      sent: async () => ({
        code: await codePostedTo(ground.tenant, member.mobile),
        enter: (code, { who = person, at } = {}) => answer(stepUp, when(who, at), { code }),
      }),
      other: () => signedInMember(ground, member),
    };
  },
});

/** A code that confirms the address an account was opened with; whoever else claims the address is another person. */
const verificationBy = (channel: 'email' | 'sms'): Kind => ({
  title: `a verification code by ${channel}`,
  withTotp: false,
  livesMinutes: 10,
  sendsAnHour: 5,
  refused: 'code_refused',
  elsewhere: 'code_refused',
  async begin(ground) {
    const claim = channel === 'email' ? { email: `${randomUUID()}@example.com` } : { mobile: aNumber() };
    const [address = ''] = Object.values(claim);
    const person = await aClaimant(ground, claim);
    return {
      ...{ address, account: accountOfAddress(address) },
      send: () => perform(resendVerification, person, {}),
      sent: async () => ({
        code: await codePostedTo(ground.tenant, address),
        enter: (code, { who = person, at } = {}) => answer(verifyAddress, when(who, at), { code }),
      }),
      other: () => aClaimant(ground, claim),
    };
  },
});

/** A code that puts a new address in the place of the old one. */
const newAddressBy = (channel: 'email' | 'sms'): Kind => ({
  title: `a code by ${channel} for a new address`,
  withTotp: true,
  refused: 'code_refused',
  elsewhere: 'code_refused',
  async begin(ground, member) {
    const address = channel === 'email' ? `${randomUUID()}@example.com` : aNumber();
    const person = await signedInMember(ground, member);
    return {
      ...{ address, account: accountOfAddress(address) },
      send: () => perform(changeAddress, person, { address }),
      sent: async () => ({
        code: await codePostedTo(ground.tenant, address),
        enter: (code, { who = person, at } = {}) => answer(confirmAddress, when(who, at), { address, code }),
      }),
      other: async () => signedInMember(ground, await aMember(ground)),
    };
  },
});

const KINDS = [
  signInBy('email'),
  signInBy('sms'),
  signInBy('whatsapp'),
  secondFactorBy('sms'),
  secondFactorBy('whatsapp'),
  stepUpBy('sms'),
  stepUpBy('whatsapp'),
  verificationBy('email'),
  verificationBy('sms'),
  newAddressBy('email'),
  newAddressBy('sms'),
];
const each = KINDS.map((kind) => [kind.title, kind] as const);

async function begun(kind: Kind) {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp: kind.withTotp });
  return { ground, member, ...(await kind.begin(ground, member)) };
}
const another = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');

test.each(each)('%s is good once, and its replay is refused and written down', async (_title, kind) => {
  const { ground, send, sent } = await begun(kind);
  await send();
  const { code, enter } = await sent();
  expect(await enter(another(code))).toBe(kind.refused);
  expect(await enter(code)).toBe('done');
  expect(await enter(code)).not.toBe('done');
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query<{ outcome: string }>(
      `select outcome from audit_events where tenant_id = $1 order by id desc limit 1`,
      [ground.tenant.id],
    ),
  );
  expect(rows[0]?.outcome).not.toBe('done');
});

test.each(each)('%s is nothing after its minutes', async (_title, kind) => {
  const { send, sent } = await begun(kind);
  await send();
  const { code, enter } = await sent();
  const lives = (kind.livesMinutes ?? 5) * MINUTE_MS;
  expect(await enter(code, { at: after(NOON, lives) })).not.toBe('done');
  expect(await enter(code, { at: after(NOON, lives - 1) })).toBe('done');
});

test.each(each)(
  '%s is killed by a newer one, and one more than an hour may have is not sent',
  async (_title, kind) => {
    const { ground, address, send, sent } = await begun(kind);
    await send();
    const first = await sent();
    await send();
    const second = await sent();
    if (first.code !== second.code) expect(await second.enter(first.code)).toBe(kind.refused);
    expect(await first.enter(first.code)).not.toBe('done');
    for (let times = 2; times < (kind.sendsAnHour ?? 3); times += 1) await send();
    const last = await sent();
    const before = (await postedTo(ground.tenant, address)).length;
    await Promise.resolve(send()).catch((refusal) =>
      expect(refusal.code).toMatch(/^code_sent_(too_)?often$/),
    );
    const more = await postedTo(ground.tenant, address);
    expect(more.length - before).toBeLessThanOrEqual(1);
    expect(
      more.slice(0, 1).every(({ channel, values }) => channel === 'none' || values.code === last.code),
    ).toBe(true);
  },
);

test.each(each)(
  '%s is worth nothing in another browser, to another person and in another tenant',
  async (_title, kind) => {
    const one = await begun(kind);
    const [sibling, stranger] = [await aMember(one.ground, { withTotp: kind.withTotp }), await begun(kind)];
    const theirs = await kind.begin(one.ground, sibling);
    await Promise.all([one.send(), theirs.send(), stranger.send()]);
    const { code, enter } = await one.sent();
    expect(await enter(code, { who: await one.other() })).toBe(kind.elsewhere);
    const [ofSibling, abroad] = [await theirs.sent(), await stranger.sent()];
    if (ofSibling.code !== code) expect(await ofSibling.enter(code)).toBe(kind.refused);
    if (abroad.code !== code) expect(await abroad.enter(code)).toBe(kind.refused);
    expect(await enter(code)).toBe('done');
  },
);

test.each(each)(
  '%s is dead after three wrong tries, at once or one after the other',
  async (_title, kind) => {
    const { send, sent } = await begun(kind);
    await send();
    const { code, enter } = await sent();
    await Promise.all([1, 2, 3].map((by) => enter(another(code, by))));
    expect(await enter(code)).toBe(kind.refused);
  },
);

test.each(each)('%s: of eight who enter it at once, one is let in', async (_title, kind) => {
  const { send, sent } = await begun(kind);
  await send();
  const { code, enter } = await sent();
  const answers = await Promise.all(Array.from({ length: 8 }, () => enter(code)));
  expect(answers.filter((one) => one === 'done')).toHaveLength(1);
});

test.each(each)(
  '%s: a wrong one counts on the hundred of the person or the address, and a new code does not begin it anew',
  async (_title, kind) => {
    const { ground, account, send, sent } = await begun(kind);
    const failures = () =>
      inTenant(ground.tenant.id, (tx) => failuresOnUnknownDevices(tx, ground.tenant.id, account, NOON));
    const known = kind.title.startsWith('a step-up');
    const before = await failures();
    await send();
    const first = await sent();
    await first.enter(another(first.code));
    await send();
    const second = await sent();
    await second.enter(another(second.code));
    // In a browser that the person has signed in from, the count is that browser's own.
    expect((await failures()) - before).toBe(known ? 0 : 2);
  },
);

test.each(each.filter(([title]) => !/email|verification|new address/.test(title)))(
  '%s is not sent, or no longer good, once the number moved to another SIM',
  async (_title, kind) => {
    const { ground, member, send, sent } = await begun(kind);
    await send();
    const { code, enter } = await sent();
    await inTenant(ground.tenant.id, (tx) =>
      recordSignal(tx, ground.tenant.id, member.personId, 'sim-changed', NOON),
    );
    expect(await enter(code)).toBe(kind.refused);
    const before = (await postedTo(ground.tenant, member.mobile)).length;
    await Promise.resolve(send()).catch((refusal) => expect(refusal.code).toBe('factor_cannot_be_sent'));
    const fresh = (await postedTo(ground.tenant, member.mobile)).slice(before);
    expect(fresh.every(({ channel }) => channel === 'none')).toBe(true);
  },
);
