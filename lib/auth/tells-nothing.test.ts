import { beforeAll, expect, test, vi } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, bytesOf, type Spec } from '@/testing/deeds';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aBrowser, aMember, type Member } from '@/testing/members';
import { aNumber } from '@/testing/money';
import { statementsOf } from '@/testing/work';
import { after, MINUTE_MS } from '../base/clock';
import { signUp } from '../person/sign-up';
import type { Stranger } from '../policy/actor';
import { recordSignal } from '../trust/signal';
import { sendSignInCode } from './code-send';
import { signInByCode } from './code-sign-in';
import { sendSignInLink } from './link-send';
import { isPassword } from './password';
import { forgotPassword } from './password-forgot';
import { signIn } from './sign-in';

const hashes = vi.hoisted(() => ({ made: 0 }));
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  const counted =
    <Given extends unknown[], Answer>(work: (...given: Given) => Answer) =>
    (...given: Given) => {
      hashes.made += 1;
      return work(...given);
    };
  return { ...real, hash: counted(real.hash), verify: counted(real.verify) };
});
// What the password of nobody is compared with is hashed once in a process.
beforeAll(() => isPassword('nothing', undefined));

const DRAWN = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Everything of a deed that somebody outside could see or measure. */
async function traceOf(ground: Ground, spec: unknown, who: Stranger, input: Record<string, unknown>) {
  const { tenant } = ground;
  const outbox = () =>
    inTenant(tenant.id, async (tx) => {
      const { rows } = await tx.$client.query('select id from outbox_messages where tenant_id = $1', [
        tenant.id,
      ]);
      return rows.length;
    });
  const [sentBefore, hashedBefore] = [await outbox(), hashes.made];
  let answer = '';
  const all = await statementsOf(async () => {
    answer = bytesOf(await answerTo(spec as Spec, who, input)).replace(DRAWN, '<id>');
  });
  // The limiter of requests writes down leases from time to time, whoever asks for whatever.
  const statements = all.filter((text) => !text.includes('"rate_limits"'));
  return { answer, statements, hashes: hashes.made - hashedBefore, sent: (await outbox()) - sentBefore };
}

type Case = {
  title: string;
  spec: unknown;
  by: 'email' | 'mobile';
  input: Record<string, unknown>;
  field?: string;
};
const both = (title: string, spec: unknown, input: Record<string, unknown>, field?: string): Case[] => [
  { title: `${title}, by e-mail`, spec, by: 'email', input, field },
  { title: `${title}, by number`, spec, by: 'mobile', input, field },
];
const password = 'seven quiet herons at dusk';
const CASES: Case[] = [
  ...both('signing in with a wrong password', signIn, { password: 'not the password' }),
  ...both('a new password', forgotPassword, {}),
  ...both('a code by e-mail', sendSignInCode, { channel: 'email' }),
  ...both('a code by SMS', sendSignInCode, { channel: 'sms' }),
  ...both('a code by WhatsApp', sendSignInCode, { channel: 'whatsapp' }),
  ...both('opening an account', signUp, { name: 'Nadine', password }, 'address'),
  { title: 'a link, by e-mail', spec: sendSignInLink, by: 'email', input: {} },
];

const nobody = (by: 'email' | 'mobile') => (by === 'email' ? 'nobody@example.com' : aNumber());
const asks = (
  { input, field = 'identifier', by }: Case,
  name: Pick<Member, 'email' | 'mobile'> | undefined,
) => ({
  ...input,
  [field]: name ? name[by] : nobody(by),
});

test.each(CASES.map((one) => [one.title, one] as const))(
  '%s: somebody whom we know and somebody whom we do not are answered in the same bytes, by the same work',
  async (_title, one) => {
    const ground = await aTenant();
    const member = await aMember(ground);
    const known = await traceOf(ground, one.spec, aBrowser(ground), asks(one, member));
    const unknown = await traceOf(ground, one.spec, aBrowser(ground), asks(one, undefined));
    expect(known.statements.length).toBeGreaterThan(3);
    expect(unknown).toEqual(known);
  },
);

test.each(CASES.filter(({ spec }) => spec !== signUp).map((one) => [one.title, one] as const))(
  '%s: nor can they be told apart once tries and sends are used up',
  async (_title, one) => {
    const ground = await aTenant();
    const member = await aMember(ground);
    const unknown = { email: nobody('email'), mobile: nobody('mobile') };
    for (const name of [member, unknown]) {
      for (let guess = 0; guess < 12; guess++)
        await answerTo(signIn as unknown as Spec, aBrowser(ground), {
          identifier: name[one.by],
          password: `guess ${guess}`,
        });
      for (let send = 0; send < 4; send++)
        await answerTo(one.spec as Spec, aBrowser(ground), asks(one, name));
    }
    const traces = [];
    for (const name of [member, unknown])
      traces.push(await traceOf(ground, one.spec, aBrowser(ground), asks(one, name)));
    expect(traces[1]).toEqual(traces[0]);
  },
);

test('opening an account with an address that was asked for too often is refused alike, owned or free', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  for (const by of ['email', 'mobile'] as const) {
    const traces = [];
    for (const address of [member[by], nobody(by)]) {
      // Each case comes from an address of its own: the limiter of requests is not what is looked at.
      const browser = aBrowser(ground);
      const who: Stranger = {
        ...browser,
        request: { ...browser.request, ip: `10.9.${by.length}.${traces.length}` },
      };
      const input = { name: 'Nadine', password, address };
      for (let send = 0; send < 5; send++) await answerTo(signUp as unknown as Spec, who, input);
      traces.push(await traceOf(ground, signUp, who, input));
    }
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[0]?.answer).toContain('code_sent_often');
  }
});

test('whose account is closed, whose number moved to another SIM, and whose name is a claim are asked as strangers are', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const [closed, swapped, claimed] = [await aMember(ground), await aMember(ground), await aMember(ground)];
  await inTenant(tenant.id, async (tx) => {
    await tx.$client.query(`update users set status = 'closed' where tenant_id = $1 and id = $2`, [
      tenant.id,
      closed.personId,
    ]);
    await tx.$client.query(`update users set mobile_verified_at = null where tenant_id = $1 and id = $2`, [
      tenant.id,
      claimed.personId,
    ]);
    await recordSignal(tx, tenant.id, swapped.personId, 'sim-changed', NOON);
  });
  const trace = (identifier: string) =>
    traceOf(ground, sendSignInCode, aBrowser(ground), { identifier, channel: 'sms' });
  const stranger = await trace(nobody('mobile'));
  for (const { mobile } of [closed, swapped, claimed]) expect(await trace(mobile)).toEqual(stranger);
});

test('a wrong code is refused by the same work, up to the try that is one too many, whoever asked for it', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const traces = [];
  for (const identifier of [member.email, nobody('email')]) {
    const browser = aBrowser(ground);
    const asked = await answerTo(sendSignInCode as unknown as Spec, browser, {
      identifier,
      channel: 'email',
    });
    const { signInId } = (asked as { done: { signInId: string } }).done;
    const tries = [];
    for (let guess = 0; guess < 5; guess++)
      tries.push(await traceOf(ground, signInByCode, browser, { signInId, code: `00000${guess}` }));
    const late = { ...browser, request: { ...browser.request, at: after(NOON, 5 * MINUTE_MS) } };
    tries.push(await traceOf(ground, signInByCode, late, { signInId, code: '000000' }));
    traces.push(tries);
  }
  expect(traces[1]).toEqual(traces[0]);
});
