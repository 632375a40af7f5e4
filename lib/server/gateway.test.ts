import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aTenant, NOON } from '@/testing/ground';
import { HOSTILE_TEXTS } from '@/testing/hostile';
import { aCustomer } from '@/testing/money';
import { env } from '../base/env';
import { answerCallForm, answerSmsForm } from './gateway';

const SECRET = 'a-secret-of-a-gateway-0123456789-abcdef';
const KNOWN = '196.201.214.7';

beforeEach(() => {
  env().USSD_GATEWAY_SECRET = SECRET;
  env().USSD_GATEWAY_ADDRESSES = '196.201.214.0/24, 10.1.2.3';
});
afterEach(() => {
  env().USSD_GATEWAY_SECRET = undefined;
  env().USSD_GATEWAY_ADDRESSES = '';
});

let calls = 0;

type Sent = { ip?: string; key?: string; bearer?: string; kind?: string; body?: string };

async function aGateway() {
  const ground = await aTenant();
  const customer = await aCustomer(ground);
  const form = (over: Record<string, string> = {}) => {
    calls += 1;
    const usual = { sessionId: `s-${calls}`, serviceCode: '*123#', networkCode: '63510', text: '' };
    return String(new URLSearchParams({ ...usual, phoneNumber: customer.principal.mobile ?? '', ...over }));
  };
  const send = async (answer: typeof answerCallForm, { ip = KNOWN, key, bearer, kind, body }: Sent = {}) => {
    const asked = new Request(`http://a.example/api/v1/ussd${key ? `?key=${encodeURIComponent(key)}` : ''}`, {
      method: 'POST',
      headers: {
        'content-type': kind ?? 'application/x-www-form-urlencoded',
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      },
      body: body ?? form(),
    });
    const response = await answer(ground.tenant, { at: NOON, id: 'r', ip }, asked);
    return {
      status: response.status,
      text: await response.text(),
      kind: response.headers.get('content-type'),
    };
  };
  return { ground, form, send };
}

const REFUSED = { status: 403, text: 'Refused.\n', kind: 'text/plain; charset=utf-8' };

describe('the gateway’s address', () => {
  test('answers the gateway in its form, its secret in a header or in the address', async () => {
    const { send } = await aGateway();
    for (const how of [{ bearer: SECRET }, { key: SECRET }, { key: SECRET, ip: '10.1.2.3' }]) {
      const { status, text, kind } = await send(answerCallForm, how);
      expect([status, text.slice(0, 4), kind]).toEqual([200, 'CON ', 'text/plain; charset=utf-8']);
    }
  });

  test('refuses a wrong secret and a wrong address in the same words, and the right one goes on', async () => {
    const { send } = await aGateway();
    const wrong: Sent[] = [
      {},
      { bearer: 'x' },
      { key: `${SECRET}x` },
      { key: SECRET, ip: '196.201.215.7' },
      { key: SECRET, ip: 'unknown' },
    ];
    for (const answer of [answerCallForm, answerSmsForm])
      for (const how of wrong) expect(await send(answer, how)).toEqual(REFUSED);
    for (let time = 0; time < 30; time += 1) await send(answerCallForm, { bearer: `guess-${time}` });
    expect((await send(answerCallForm, { bearer: SECRET })).status).toBe(200);
  });

  test.each([
    ['a secret', () => (env().USSD_GATEWAY_SECRET = undefined)],
    ['addresses', () => (env().USSD_GATEWAY_ADDRESSES = '')],
  ])('is not there without %s', async (_what, forget) => {
    const { send } = await aGateway();
    forget();
    for (const answer of [answerCallForm, answerSmsForm])
      expect((await send(answer, { bearer: SECRET })).status).toBe(404);
  });

  test('answers what is no form of a gateway with a refusal, whatever is in it', async () => {
    const { send, form } = await aGateway();
    const bodies = [
      '',
      'sessionId=a',
      `${form()}&text=1`,
      form({ sessionId: '' }),
      form({ sessionId: 'a b' }),
      form({ sessionId: 'x'.repeat(200) }),
      form({ phoneNumber: 'nobody' }),
      form({ phoneNumber: '+25012' }),
      form({ phoneNumber: '+250252588888' }),
      form({ text: '1*'.repeat(1_000) }),
    ];
    for (const body of bodies) {
      const { status } = await send(answerCallForm, { bearer: SECRET, body });
      expect([status, body.slice(0, 60)]).toEqual([
        expect.toSatisfy((code: number) => code >= 400 && code < 500),
        body.slice(0, 60),
      ]);
    }
    expect(
      (await send(answerCallForm, { bearer: SECRET, kind: 'application/json', body: '{}' })).status,
    ).toBe(400);
  });

  test('takes any text for what it is: a choice that does not exist', async () => {
    const { send, form } = await aGateway();
    for (const text of HOSTILE_TEXTS.filter(
      (one) => one.length < 1_000 && one.isWellFormed() && !one.includes('\0'),
    )) {
      const call = await send(answerCallForm, { bearer: SECRET, body: form({ text }) });
      expect([call.status, call.text.slice(0, 3)]).toEqual([200, expect.stringMatching(/CON|END/)]);
      expect(call.text.length).toBeLessThanOrEqual(186);
      const sms = await send(answerSmsForm, {
        bearer: SECRET,
        body: form({ text, id: `i-${calls}`, from: '+250788123123' }),
      });
      expect(sms.status).toBe(200);
    }
  });
});
