import type { SchemaJson, TypeOfAttribute } from '@cedar-policy/cedar-wasm/nodejs';
import { GROUPS, groupOf } from '../../policy/zone';
import { POLICED } from './self-help';

// The schema is made from the commands: who asks is a User, what they do is an Action that belongs to its group, and what
// they do it in is their Tenant. A name of a command that does not exist is a mistake that is found when a policy is written.

type Attribute = TypeOfAttribute<string>;

const text: Attribute = { type: 'String' };
const whole: Attribute = { type: 'Long' };
const yes: Attribute = { type: 'Boolean' };
const texts: Attribute = { type: 'Set', element: { type: 'String' } };
const optional = (attribute: Attribute): Attribute => ({ ...attribute, required: false });

/** What a command may say of its input (`about`): it is absent where a command says nothing, so a policy asks with `has`. */
export const ABOUT: Readonly<Record<string, Attribute>> = {
  /** In minor units of `currency`. */
  amount: optional(whole),
  currency: optional(text),
  /** The key of the role that is given or taken. */
  role: optional(text),
  /** Of a SIM swap: why, and where it is asked for (`shop`, `portal`, `support`); the id of the shop. */
  swapReason: optional(text),
  swapChannel: optional(text),
  swapShop: optional(text),
  /** What speaks against it, 0 to 100 and its level, and the codes of what adds up to it. */
  swapRisk: optional(whole),
  swapRiskLevel: optional(text),
  swapSignals: optional(texts),
  /** The proofs that can be given, those that were, and for how many hours it would wait then. */
  swapWays: optional(texts),
  swapProofs: optional(texts),
  swapCoolingHours: optional(whole),
  /** Of money that leaves a wallet: its score of 0 to 1000 (500 is what one honest deed in a thousand reaches). */
  moneyRisk: optional(whole),
  /** Whether the wallet never paid this person before, and whole hours since its holder's number moved to another card. */
  firstPayee: optional(yes),
  payerHoursSinceSwap: optional(whole),
  /** How often money went out of the wallet in the hour, the day and the week before, and how much in minor units. */
  outsOfHour: optional(whole),
  outsOfDay: optional(whole),
  outsOfWeek: optional(whole),
  outOfHour: optional(whole),
  outOfDay: optional(whole),
  outOfWeek: optional(whole),
};

/** What of it is only known once the accounts are locked: the door asks without it, and the deed asks once more. */
export const OF_MONEY = [
  ...['moneyRisk', 'firstPayee', 'payerHoursSinceSwap'],
  ...['outsOfHour', 'outsOfDay', 'outsOfWeek', 'outOfHour', 'outOfDay', 'outOfWeek'],
] as const;

/** What is known of every request. What may be unknown is optional. */
export const CONTEXT: Readonly<Record<string, Attribute>> = {
  ...ABOUT,
  kind: text,
  zone: text,
  group: text,
  /** By the clocks of the tenant's zone; `weekday` is `mon` to `sun`. */
  hour: whole,
  minuteOfDay: whole,
  weekday: text,
  ip: optional({ type: 'Extension', name: 'ipaddr' }),
  country: optional(text),
  asn: optional(whole),
  /** `web`, `ussd` or `sms`. */
  channel: text,
  /** `untrusted` to `verified`, and the same as 0 to 4, for comparing. */
  trust: text,
  trustRank: whole,
  /** 0 to 100. */
  risk: whole,
  riskLevel: text,
  assurance: whole,
  freshProof: yes,
  device: text,
  deviceProof: text,
  roles: texts,
  unit: optional(text),
  secondPerson: yes,
  /** Whole hours since the number of whoever asks moved to another card; absent where it never did. */
  hoursSinceSwap: optional(whole),
};

const record = (attributes: Readonly<Record<string, Attribute>>): Attribute => ({
  type: 'Record',
  attributes: { ...attributes },
});

/** The Cedar schema of a tenant's policies. */
export const SCHEMA: SchemaJson<string> = {
  '': {
    entityTypes: {
      User: { shape: record({ roles: texts, unit: optional(text) }) },
      Tenant: {},
    },
    actions: {
      ...Object.fromEntries(GROUPS.map((group) => [group, {}])),
      ...Object.fromEntries(
        POLICED.map((name) => [
          name,
          {
            memberOf: [{ id: groupOf(name) }],
            appliesTo: { principalTypes: ['User'], resourceTypes: ['Tenant'], context: record(CONTEXT) },
          },
        ]),
      ),
    },
  },
};
