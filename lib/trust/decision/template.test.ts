import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effort } from '@/testing/effort';
import { sayRefusalIn } from '@/testing/say';
import type { Permission } from '../../policy/permissions';
import { clockAt, isOpen, WEEKDAYS } from './opening';
import { evaluate, type Question, validatePolicy } from './policy-set';
import { cedarOf, type FillingOf, refusalOfTemplate, type TemplateName, templateOf } from './template';
import { DEEDS } from './templates/filling';

const roles = fc.subarray(['owner', 'admin', 'agent', 'user', 'night-shift', 'équipe']);
const deeds = fc.subarray([...DEEDS], { minLength: 1 });
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const days = fc.subarray([...WEEKDAYS], { minLength: 1 });
const countries = fc.uniqueArray(fc.constantFrom('RW', 'UG', 'KE', 'TZ', 'BI', 'CD', 'FR'), { minLength: 1 });
const network = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, bits]) => `${ip}/${bits}`),
  fc.constantFrom('2c0f:eb68::/32', '::1/128', 'fe80::/10'),
);
const unit = fc.option(fc.uuid(), { nil: null });

const FILLINGS: { [Name in TemplateName]: fc.Arbitrary<FillingOf<Name>> } = {
  hours: fc.record({ days, from: clock, to: clock, roles, deeds }).filter(({ from, to }) => from !== to),
  countries: fc.record({
    ...{
      mode: fc.constantFrom('only', 'not'),
      countries,
      unknown: fc.constantFrom('on', 'off'),
      roles,
      deeds,
    },
  }),
  amount: fc.record({ amount: fc.bigInt({ min: 1n, max: 10n ** 17n }).map(String), roles }),
  network: fc.record({
    networks: fc.array(fc.record({ unit, name: fc.string({ maxLength: 20 }), network }), {
      minLength: 1,
      maxLength: 5,
    }),
    deeds,
  }),
  device: fc.record({ need: fc.constantFrom('trusted', 'bound'), roles, deeds }),
};

describe.each(Object.keys(FILLINGS) as TemplateName[])('whatever the template %s is filled with', (name) => {
  test('its Cedar is what the schema takes, and the filling is known as its own', () => {
    fc.assert(
      fc.property(FILLINGS[name] as fc.Arbitrary<FillingOf<typeof name>>, (filling) => {
        expect(validatePolicy(cedarOf(name, filling)).problems).toEqual([]);
        expect(templateOf(filling)).toBe(name);
      }),
      { numRuns: effort(4) },
    );
  });
});

const asked = (context: object, command: Permission = 'wallet.transfer'): Question => ({
  principal: { id: 'somebody', roles: ['agent'], unit: null },
  command,
  tenant: 'a-tenant',
  context: {
    ...{ kind: 'command', zone: 'user', group: 'money', hour: 12, minuteOfDay: 720, weekday: 'mon' },
    ...{ channel: 'web', trust: 'high', trustRank: 3, risk: 0, riskLevel: 'low', assurance: 2 },
    ...{ freshProof: true, device: 'known', deviceProof: 'none', roles: ['agent'], secondPerson: false },
    ...context,
  },
});

function answer<Name extends TemplateName>(
  name: Name,
  filling: FillingOf<Name>,
  context: object,
  command?: Permission,
) {
  const stated = { id: 'one', version: 1, cedar: cedarOf(name, filling), template: name, filling };
  return evaluate([stated], asked(context, command)).answer;
}

test('hours are open to the engine exactly when they are to the clocks, over midnight and over changes of the clocks', () => {
  const near = fc.constantFrom('2026-03-29T00:00:00Z', '2026-10-25T00:00:00Z', '2026-06-15T00:00:00Z');
  const moment = fc
    .tuple(near, fc.integer({ min: -3_000, max: 3_000 }))
    .map(([at, minutes]) => new Date(Date.parse(at) + minutes * 60_000));
  const zone = fc.constantFrom('Africa/Kigali', 'Europe/Paris', 'Australia/Lord_Howe');
  const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  fc.assert(
    fc.property(FILLINGS.hours, moment, zone, (filling, at, timeZone) => {
      const { weekday, minute } = clockAt(at, timeZone);
      const hours = { days: filling.days, from: minuteOf(filling.from), to: minuteOf(filling.to) };
      const told = answer(
        'hours',
        { ...filling, roles: [], deeds: ['money'] },
        { weekday, minuteOfDay: minute },
      );
      expect(told).toBe(isOpen(hours, { weekday, minute }) ? 'allow' : 'refuse');
    }),
    { numRuns: effort(60) },
  );
});

test.each([
  ['a country of the list', { mode: 'only', unknown: 'off' }, { country: 'RW' }, 'allow'],
  ['another country', { mode: 'only', unknown: 'on' }, { country: 'FR' }, 'refuse'],
  ['an unknown country', { mode: 'only', unknown: 'off' }, {}, 'refuse'],
  ['an unknown country that is let through', { mode: 'only', unknown: 'on' }, {}, 'allow'],
  ['a country that is barred', { mode: 'not', unknown: 'on' }, { country: 'RW' }, 'refuse'],
  ['one that is not barred', { mode: 'not', unknown: 'off' }, { country: 'FR' }, 'allow'],
  ['one that cannot be told', { mode: 'not', unknown: 'off' }, {}, 'refuse'],
] as const)('countries: %s', (_what, rule, context, expected) => {
  expect(answer('countries', { ...rule, countries: ['RW'], roles: [], deeds: ['money'] }, context)).toBe(
    expected,
  );
});

test('an amount waits for a second person from the amount on, and for those alone whom it is about', () => {
  const filling = { amount: '50000', roles: [] };
  expect(answer('amount', filling, { amount: 49_999 })).toBe('allow');
  expect(answer('amount', filling, { amount: 50_000 })).toBe('hold');
  expect(answer('amount', filling, { amount: 50_000, secondPerson: true })).toBe('allow');
  expect(answer('amount', filling, {})).toBe('allow');
  expect(answer('amount', { ...filling, roles: ['user'] }, { amount: 50_000 })).toBe('allow');
});

test("agents are let through from their own shop's network, and nobody else is asked", () => {
  const shop = '01890000-0000-7000-8000-000000000001';
  const filling = {
    networks: [
      { unit: null, name: '', network: '41.186.0.0/16' },
      { unit: shop, name: 'A shop', network: '10.1.0.0/16' },
    ],
    deeds: ['money' as const],
  };
  expect(answer('network', filling, { ip: '41.186.9.9' })).toBe('allow');
  expect(answer('network', filling, { ip: '10.1.2.3', unit: shop })).toBe('allow');
  expect(answer('network', filling, { ip: '10.1.2.3' })).toBe('refuse');
  expect(answer('network', filling, {})).toBe('refuse');
  expect(answer('network', filling, { ip: '8.8.8.8', roles: ['admin'] })).toBe('allow');
});

test('assured devices are the trusted ones, or those that sign', () => {
  const filling = { roles: [], deeds: ['money' as const] };
  expect(answer('device', { ...filling, need: 'trusted' }, { device: 'trusted' })).toBe('allow');
  expect(answer('device', { ...filling, need: 'trusted' }, { device: 'known' })).toBe('refuse');
  expect(answer('device', { ...filling, need: 'bound' }, { deviceProof: 'proved' })).toBe('allow');
  expect(answer('device', { ...filling, need: 'bound' }, { deviceProof: 'none' })).toBe('refuse');
});

const SATURDAY = new Date('2026-06-13T10:00:00Z');
const WEEK = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '08:00',
  to: '18:00',
  roles: [],
  deeds: ['money'],
};
const COUNTRIES = { mode: 'only', countries: ['RW', 'UG'], unknown: 'off', roles: [], deeds: ['money'] };

test.each([
  ['hours', WEEK, {}, 'Open Monday to Friday from 08:00 to 18:00. Come back on Monday at 08:00.'],
  [
    'hours',
    { ...WEEK, days: ['sat'], from: '14:00' },
    {},
    'Open Saturday from 14:00 to 18:00. Come back today at 14:00.',
  ],
  [
    'countries',
    COUNTRIES,
    { country: 'FR' },
    'This can be done from Rwanda or Uganda only, and you seem to be in France. Do it from there, or ask an administrator.',
  ],
  [
    'amount',
    { amount: '50000', roles: [] },
    {},
    'From RWF 50,000 on this needs a second person. A colleague has to agree to it; then do it again.',
  ],
] as const)('%s says in English what to do', (name, filling, context, sentence) => {
  const refusal = refusalOfTemplate(name, filling, {
    context,
    at: SATURDAY,
    timeZone: 'Africa/Kigali',
    currency: 'RWF',
  });
  expect(refusal?.message.replace(/\s/g, ' ')).toBe(sentence);
});

test.each([
  ['hours', WEEK, {}, 'Ouvert du lundi au vendredi de 08:00 à 18:00. Revenez lundi à 08:00.'],
  ['hours', { ...WEEK, days: ['fri'] }, {}, 'Ouvert vendredi de 08:00 à 18:00. Revenez vendredi à 08:00.'],
  [
    'countries',
    COUNTRIES,
    { country: 'FR' },
    'Ceci ne peut se faire que depuis Rwanda ou Ouganda, et vous semblez être ici : France. Faites-le de là-bas, ou adressez-vous à un administrateur.',
  ],
] as const)('%s says in French what to do', (name, filling, context, sentence) => {
  const refusal = refusalOfTemplate(name, filling, {
    context,
    at: SATURDAY,
    timeZone: 'Africa/Kigali',
    currency: 'RWF',
  });
  expect(refusal && sayRefusalIn('fr', refusal)).toBe(sentence);
});
