import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, codeOf, type Spec } from '@/testing/deeds';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aBrowser, aMember, MEMBER_PASSWORD, type Member, signedInMember } from '@/testing/members';
import { codePostedTo, postedTo } from '@/testing/posted';
import { after, MINUTE_MS } from '../base/clock';
import { perform } from '../command/perform';
import type { Actor } from '../policy/actor';
import { recordSignal } from '../trust/signal';
import { sendSignInCode } from './code-send';
import { signInByCode } from './code-sign-in';
import { sendSecondFactor, sendStepUp } from './factor-send';
import { failuresOnUnknownDevices } from './proof-budget';
import { signIn } from './sign-in';
import { signInSecondFactor } from './sign-in-second-factor';
import { stepUp } from './step-up';

/** A code on its way: who asked, where it came, and how it is entered. */
type Sent = { code: string; enter(code: string, how?: { who?: Actor; at?: Date }): Promise<string> };
type Kind = {
  title: string;
  withTotp: boolean;
  refused: string;
  /** Another browser is told to begin again, where a sign-in is of one browser. */
  elsewhere: string;
  begin(
    ground: Ground,
    member: Member,
  ): Promise<{ send(): Promise<unknown>; sent(): Promise<Sent>; other(): Actor | Promise<Actor> }>;
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
    return {
      send: async () => {
        ({ signInId } = await perform(sendSignInCode, browser, { identifier: member.email, channel }));
      },
      sent: async () => {
        const mine = signInId;
        const code = await codePostedTo(ground.tenant, channel === 'email' ? member.email : member.mobile);
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
      send: () => perform(sendStepUp, person, { channel }),
      sent: async () => ({
        code: await codePostedTo(ground.tenant, member.mobile),
        enter: (code, { who = person, at } = {}) => answer(stepUp, when(who, at), { code }),
      }),
      other: () => signedInMember(ground, member),
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

test.each(each)('%s is nothing after its five minutes', async (_title, kind) => {
  const { send, sent } = await begun(kind);
  await send();
  const { code, enter } = await sent();
  expect(await enter(code, { at: after(NOON, 5 * MINUTE_MS) })).not.toBe('done');
  expect(await enter(code, { at: after(NOON, 5 * MINUTE_MS - 1) })).toBe('done');
});

test.each(each)(
  '%s is killed by a newer one, and the fourth within an hour is not sent',
  async (_title, kind) => {
    const { ground, member, send, sent } = await begun(kind);
    await send();
    const first = await sent();
    await send();
    const second = await sent();
    if (first.code !== second.code) expect(await second.enter(first.code)).toBe(kind.refused);
    expect(await first.enter(first.code)).not.toBe('done');
    await send();
    const third = await sent();
    const before = (await postedTo(ground.tenant, member.mobile)).length;
    await Promise.resolve(send()).catch((refusal) => expect(refusal.code).toBe('code_sent_too_often'));
    const more = (await postedTo(ground.tenant, member.mobile)).slice(0, 1);
    expect((await postedTo(ground.tenant, member.mobile)).length - before).toBeLessThanOrEqual(1);
    expect(more.every(({ channel, values }) => channel === 'none' || values.code === third.code)).toBe(true);
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
  '%s: a wrong one counts on the person’s hundred, and a new code does not begin it anew',
  async (_title, kind) => {
    const { ground, member, send, sent } = await begun(kind);
    const failures = () =>
      inTenant(ground.tenant.id, (tx) =>
        failuresOnUnknownDevices(tx, ground.tenant.id, member.personId, NOON),
      );
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

test.each(each.filter(([title]) => !title.includes('email')))(
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
