import { describe, expect, inject, test } from 'vitest';
import { aTenant } from '@/testing/ground';
import { givePin, PIN } from '@/testing/line';
import { aCustomer } from '@/testing/money';
import { ask } from '@/testing/raw-http';

const { url, variables } = inject('served');
const port = Number(new URL(url).port);
const ground = await aTenant({ at: new Date() });
const customer = await aCustomer(ground, { balance: 12_000n });
await givePin(ground, customer);
const host = `${ground.tenant.slug}.localhost:${port}`;
const SECRET = String(variables.USSD_GATEWAY_SECRET);

let calls = 0;
const formOf = (over: Record<string, string> = {}) => {
  calls += 1;
  const usual = { sessionId: `s-${calls}`, serviceCode: '*123#', networkCode: '63510', text: '' };
  return String(new URLSearchParams({ ...usual, phoneNumber: customer.principal.mobile ?? '', ...over }));
};

/** As the gateway calls: no Origin, no cookie, a secret, from an address of its own. */
const call = (
  body: string,
  { path = '/api/v1/ussd', ip = '196.201.214.7', key = SECRET, headers = {} } = {},
) =>
  ask(port, {
    method: 'POST',
    path: `${path}?key=${encodeURIComponent(key)}`,
    headers: {
      host,
      'x-forwarded-for': ip,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body,
  });

describe('the gateway’s address', () => {
  test('answers the gateway with a screen', async () => {
    const menu = await call(formOf());
    expect([menu.status, String(menu.headers['content-type'])]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(menu.body).toMatch(/^CON A test tenant\n1 /);
    expect((await call(formOf({ text: `1*${PIN}` }))).body).toBe('END You can spend RWF 12,000.');
  });

  test('refuses everybody else in one word, wherever their request says that it comes from', async () => {
    const tries = [
      { key: 'guessed' },
      { ip: '203.0.113.9' },
      { ip: '196.201.214.7, 203.0.113.9' },
      { ip: '203.0.113.9', headers: { forwarded: 'for=196.201.214.7', 'x-real-ip': '196.201.214.7' } },
      { ip: '203.0.113.9', headers: { 'x-ngao-ip': '196.201.214.7' } },
    ];
    for (const path of ['/api/v1/ussd', '/api/v1/sms'])
      for (const how of tries) {
        const { status, body } = await call(formOf(), { path, ...how });
        expect([status, body]).toEqual([403, 'Refused.\n']);
      }
  });

  test('answers broken bodies with a refusal and never with an error', async () => {
    const bodies = [
      '',
      '%',
      '%00',
      'text=%ff',
      'sessionId=%ed%a0%80',
      `${formOf()}&text=2`,
      '{"a":1}',
      'a'.repeat(100_000),
    ];
    for (const path of ['/api/v1/ussd', '/api/v1/sms'])
      for (const body of bodies) {
        const { status } = await call(body, { path });
        expect([body.slice(0, 20), Math.floor(status / 100)]).toEqual([body.slice(0, 20), 4]);
      }
    for (const kind of ['application/json', 'multipart/form-data; boundary=a', 'text/plain'])
      expect((await call('{}', { headers: { 'content-type': kind } })).status).toBeLessThan(500);
    expect((await ask(port, { path: '/api/v1/ussd', headers: { host } })).status).toBe(405);
  });
});
