import { expect, test } from 'vitest';
import { DAY_MS } from '../base/clock';
import { acceptsKind, demandOf, enrolsUntil, graceEnds, meetsKinds } from './second-factor-policy';
import type { SignInSettings } from './sign-in-settings';
import { type Tenant, tenantSettings } from './tenant';

const JOINED = new Date('2026-06-01T00:00:00Z');

const aTenant = (
  secondFactor: Partial<SignInSettings['secondFactor']>,
  kind: Tenant['kind'] = 'organisation',
) => ({ kind, settings: tenantSettings.parse({ signIn: { secondFactor } }) }) as Tenant;

test.each([
  ['an organisation asks nobody by default', 'organisation', {}, ['owner'], 'optional'],
  ['a telecom always asks its owner', 'telecom', { otherwise: 'off' }, ['owner'], 'required'],
  [
    'a telecom always asks its admins, whatever it says',
    'telecom',
    { ofRole: { admin: 'off' } },
    ['admin'],
    'required',
  ],
  ['a telecom always asks its agents', 'telecom', { ofRole: { agent: 'optional' } }, ['agent'], 'required'],
  ['a telecom may ask its customers nothing', 'telecom', { ofRole: { user: 'off' } }, ['user'], 'off'],
  ['a telecom may ask its viewers nothing', 'telecom', { otherwise: 'off' }, ['viewer'], 'off'],
  ['an organisation may ask its owner nothing', 'organisation', { otherwise: 'off' }, ['owner'], 'off'],
  [
    'the strictest of somebody’s roles counts',
    'organisation',
    { ofRole: { a: 'off', b: 'required' } },
    ['a', 'b'],
    'required',
  ],
  [
    'optional is stricter than off',
    'organisation',
    { ofRole: { a: 'off', b: 'optional' } },
    ['a', 'b'],
    'optional',
  ],
  [
    'a role that is not named is asked as the others',
    'organisation',
    { otherwise: 'required' },
    ['nurse'],
    'required',
  ],
  ['who has no role is asked as the others', 'telecom', { otherwise: 'required' }, [], 'required'],
] as const)('%s', (_title, kind, policy, roles, demand) => {
  expect(demandOf(aTenant(policy, kind), roles)).toBe(demand);
});

const none = { totp: false, passkey: false };
const app = { totp: true, passkey: false };
const key = { totp: false, passkey: true };
const two = { totp: true, passkey: true };

test.each([
  ['any', [none, app, key, two], [false, true, true, true]],
  ['totp', [none, app, key, two], [false, true, false, true]],
  ['passkey', [none, app, key, two], [false, false, true, true]],
  ['both', [none, app, key, two], [false, false, false, true]],
] as const)('%s is met by what holds it, and by nothing less', (kinds, enrolled, met) => {
  expect(enrolled.map((one) => meetsKinds(aTenant({ kinds }), one))).toEqual(met);
});

test.each([
  ['any', true, true],
  ['totp', true, false],
  ['passkey', false, true],
  ['both', true, true],
] as const)('where %s is asked for, an app is taken: %s, and a passkey: %s', (kinds, totp, passkey) => {
  const tenant = aTenant({ kinds });
  expect([acceptsKind(tenant, 'totp'), acceptsKind(tenant, 'passkey')]).toEqual([totp, passkey]);
});

test.each([
  ['without a date, the days count from when somebody joined', {}, '2026-06-08'],
  [
    'from a date before they joined, they count from when they joined',
    { since: '2026-01-01T00:00:00Z' },
    '2026-06-08',
  ],
  ['from a date after they joined, they count from then', { since: '2026-07-01T00:00:00Z' }, '2026-07-08'],
] as const)('%s', (_title, policy, day) => {
  const ends = graceEnds(aTenant({ ...policy, graceMs: 7 * DAY_MS }), JOINED);
  expect(ends.toISOString().slice(0, 10)).toBe(day);
});

test('without days of grace, the demand counts at once', () => {
  expect(graceEnds(aTenant({}), JOINED)).toEqual(JOINED);
});

test.each([
  [
    'an agent of a telecom without a factor has until the end of grace',
    'telecom',
    ['agent'],
    none,
    '2026-06-08',
  ],
  ['an agent who has one has nothing to do', 'telecom', ['agent'], app, undefined],
  ['a customer of whom nothing is asked has nothing to do', 'telecom', ['user'], none, undefined],
] as const)('%s', (_title, kind, roles, enrolled, day) => {
  const tenant = aTenant({ graceMs: 7 * DAY_MS }, kind);
  expect(enrolsUntil(tenant, { roles, enrolled, joinedAt: JOINED })?.toISOString().slice(0, 10)).toBe(day);
});
