import type { Assurance } from './assurance';
import type { BreakGlass } from './break-glass';
import type { Permission } from './permissions';
import type { RiskLevel } from './risk-level';
import type { Enrolled } from './second-factor-policy';
import type { Tenant } from './tenant';

/** What is true of one request, whoever makes it. `at` is the request's only clock. */
export type RequestFacts = {
  at: Date;
  id: string;
  ip: string | null;
  userAgent: string;
  /** The browser by its signed cookie; null for a machine, or before the first visit. */
  deviceId: string | null;
  /** RFC 7638 thumbprint of the key that signed this very request; absent where none did. */
  deviceKey?: string;
  /** Where it came over the telephone network: the number that the network vouches for. The address is the gateway's. */
  line?: { msisdn: string; channel: 'ussd' | 'sms' };
  /** The scheme and host that it came to, as our own server saw them; a machine's deed came to none. */
  origin?: string;
};

export type Principal = {
  id: string;
  tenant: string;
  name: string;
  email: string | null;
  mobile: string | null;
  /** Whether an address of theirs is confirmed; until then they may see themselves and nothing more. */
  verified: boolean;
  /** What they have enrolled to sign in with. */
  methods: readonly string[];
  mfaEnabled: boolean;
  enrolled: Enrolled;
  joinedAt: Date;
  /** Whether the account is secured: before anything else it wants new credentials. */
  secured: boolean;
  /** Whether it was given back by people: before anything else it wants a new second factor. */
  awaitsFactor: boolean;
  /** The kinds of holds that stand on them. */
  held: readonly string[];
  /** When their number last moved to another card; null or absent where it never did. */
  swappedAt?: Date | null;
  roles: readonly string[];
  permissions: readonly Permission[];
  unitId: string | null;
  locale: string | null;
};

export type ActiveSession = {
  id: string;
  assurance: Assurance;
  methods: readonly string[];
  /** When a second factor was last shown, and which; null with one factor. */
  provedAt: Date | null;
  provedBy: string | null;
  createdAt: Date;
  /** Where it was opened: the address, and its country as ISO 3166-1 alpha-2. */
  ip: string | null;
  country: string | null;
  /** The thumbprint of the device key that it is bound to, and when that key last signed; null where there is none. */
  boundKey: string | null;
  keyProvedAt: Date | null;
  /** How far this person trusts the browser that the session was opened in. */
  deviceTrust: DeviceTrust;
  /** 0 to 100, as it was last judged: when, and on which facts of a request. */
  risk: number;
  riskLevel: RiskLevel;
  judgedAt: Date | null;
  judgedOn: string | null;
  /** When it was last used before this request; absent where nothing is kept of it. */
  lastSeenAt?: Date;
  /** The countries that its device was used from, ISO 3166-1 alpha-2. */
  devicePlaces?: readonly string[];
};

export const DEVICE_TRUSTS = ['unknown', 'known', 'trusted', 'revoked'] as const;
export type DeviceTrust = (typeof DEVICE_TRUSTS)[number];

export type Stranger = { kind: 'stranger'; tenant: Tenant; request: RequestFacts };
export type Person = {
  kind: 'person';
  tenant: Tenant;
  request: RequestFacts;
  principal: Principal;
  session: ActiveSession;
  /** Rises with every change of the tenant's policies; 0 where there never were any. */
  policyEpoch: number;
  /** The hour as an owner that they are in; absent in all others. */
  breakGlass?: BreakGlass;
};
/** The operator's command line, a job, or the seed: made in this process, never out of a request. */
export type System = { kind: 'system'; tenant: Tenant; request: RequestFacts; name: string };

export type Actor = Stranger | Person | System;

export const personIdOf = (actor: Actor): string | null =>
  actor.kind === 'person' ? actor.principal.id : null;

/** Whether somebody's roles let them do something; what else stands in the way of it is the door's to say. */
export const may = (actor: Actor, name: Permission): boolean =>
  actor.kind === 'person' && actor.principal.permissions.includes(name);
