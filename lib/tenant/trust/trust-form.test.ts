import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../base/clock';
import { tenantSettings } from '../../policy/tenant';
import { changesBetween } from './changes';
import { formOfTrust, givenTrust, trustOfForm } from './trust-form';

const USUAL = tenantSettings.parse({}).trust;
const formed = (over: object) =>
  trustOfForm(givenTrust.parse({ ...formOfTrust(USUAL), version: 'none', ...over }), USUAL);

test('a form in which nothing was changed says the settings that it was made of', () => {
  expect(formed({})).toEqual(USUAL);
  expect(changesBetween(USUAL, formed({}))).toEqual({});
});

test('what is changed is told by its path, and a group that says nothing is as its zone', () => {
  const trust = formed({
    ...{ 'admin-leastTrust': 'high', 'admin-trustedDevice': 'on', 'user-idleMinutes': '20' },
    ...{ 'money-secondFactor': 'fresh', 'money-reverifyMinutes': '1', policiesGrant: 'on' },
    ...{ blockMinutes: '90', 'critical-dueHours': '2' },
    responses: ['risky-session:high:end-session', 'risky-session:critical:lock-account'],
  });
  expect(trust.groups.money).toEqual({ secondFactor: 'fresh', reverifyMs: MINUTE_MS });
  expect(trust.groups.people).toEqual({});
  expect(trust.responses['risky-session']).toEqual({ high: ['end-session'], critical: ['lock-account'] });
  expect(trust.responses).toMatchObject({
    blockMs: 90 * MINUTE_MS,
    dueMs: { ...USUAL.responses.dueMs, critical: 2 * HOUR_MS },
  });
  expect(changesBetween(USUAL, trust)).toMatchObject({
    'zones.admin.leastTrust': ['medium', 'high'],
    'zones.admin.trustedDevice': [false, true],
    'zones.user.idleMs': [30 * MINUTE_MS, 20 * MINUTE_MS],
    'groups.money.secondFactor': [null, 'fresh'],
    policiesGrant: [false, true],
    'responses.risky-sign-in.high': [['second-factor'], []],
  });
});

test.each([
  ['a zone that nobody works in', { 'public-leastTrust': 'high' }],
  ['a level that does not exist', { 'admin-leastTrust': 'total' }],
  ['an hour and a minute', { 'admin-idleMinutes': '61' }],
  ['no time at all', { 'admin-reverifyMinutes': '0' }],
  ['half a minute', { 'money-idleMinutes': '0.5' }],
  ['a response that does not exist', { responses: ['risky-session:high:shout'] }],
  ['a response to what is not risky', { responses: ['risky-session:low:end-session'] }],
  ['a block without an end', { blockMinutes: '' }],
  ['more than the settings take', { 'critical-dueHours': '169' }],
  ['an incident that is due at once', { 'warning-dueHours': '0' }],
  ['a zone without its level', { 'admin-leastTrust': undefined }],
])('the form does not take %s', (_what, over) => {
  const form = { ...formOfTrust(USUAL), version: 'none', ...over };
  expect(givenTrust.safeParse(form).success).toBe(false);
});
