import { and, asc, eq, gte, inArray, lt, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { numbers, sims } from '@/db/schema/sim';
import type { Iccid } from '../base/iccid';
import { newId } from '../base/id';
import { maskIccid, maskMsisdn } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import { query } from '../command/command';
import { insertPerson } from '../person/new-person';
import { chooseDriver, readCandidates } from '../person/people-index';
import { prefixesOf } from '../person/search-words';
import type { Actor } from '../policy/actor';
import type { Permission } from '../policy/permissions';

const MOST = 5;
/** Fewer digits than these find half of the network, and tell nobody anything. */
const FEWEST_DIGITS = 4;

const output = z.strictObject({
  people: z.array(z.strictObject({ id: z.uuid(), name: z.string(), detail: z.string().nullable() })),
  numbers: z.array(
    z.strictObject({
      id: z.uuid(),
      number: z.string(),
      state: z.string(),
      holder: z.string().nullable(),
    }),
  ),
  sims: z.array(z.strictObject({ id: z.uuid(), iccid: z.string(), state: z.string() })),
});

/** A few people, numbers and SIM cards that begin with what was typed, masked, of the kinds that the asker may see. */
export const searchEverything = query({
  name: 'search.everything',
  proof: 'second-factor',
  perMinute: 240,
  input: z.strictObject({ q: z.string().max(100) }),
  output,
  async run({ tx, actor, tenant }, { q }) {
    const digits = digitsOf(q);
    return {
      people: may(actor, 'person.list') ? await findPeople(tx, tenant.id, prefixesOf(q)) : [],
      numbers: digits && may(actor, 'number.show') ? await findNumbers(tx, actor, digits) : [],
      sims: digits?.startsWith('89') && may(actor, 'sim.show') ? await findSims(tx, tenant.id, digits) : [],
    };
  },
  async sample({ tx, tenant, now }) {
    const email = `found-${newId(now).slice(-12)}@example.com`;
    await insertPerson(tx, tenant.id, now, { name: 'Found Sample', email, status: 'active', roles: [] });
    return { q: email };
  },
});

const may = (actor: Actor, name: Permission) =>
  actor.kind !== 'person' || actor.principal.permissions.includes(name);

/** The digits of a text that is a number and long enough, or undefined. */
function digitsOf(text: string): string | undefined {
  if (!/^\+?[\d\s().-]+$/.test(text.trim())) return undefined;
  const digits = text.replace(/\D/g, '').replace(/^00/, '');
  return digits.length >= FEWEST_DIGITS && digits.length <= 20 ? digits : undefined;
}

async function findPeople(tx: Tx, tenantId: string, words: string[]) {
  if (words.length === 0) return [];
  const filter = { words };
  const driver = await chooseDriver(tx, tenantId, filter);
  if (!driver) return [];
  const looked = await readCandidates(tx, tenantId, filter, { driver, after: undefined, limit: 100 });
  const ids = looked.filter(({ fits }) => fits).map(({ id }) => id);
  if (ids.length === 0) return [];
  const found = await tx
    .select({ id: users.id, name: users.name, email: users.email, mobile: users.mobile })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), inArray(users.id, ids.slice(0, MOST))))
    .orderBy(asc(users.name));
  return found.map(({ id, name, email, mobile }) => ({
    id,
    name,
    detail: email ?? (mobile && maskMsisdn(mobile as Msisdn)),
  }));
}

/** Numbers stand in the order of their digits, so those that begin alike are one range of the index. */
async function findNumbers(tx: Tx, { tenant }: Actor, typed: string) {
  const found = [];
  for (const digits of internationalOf(typed, tenant.country)) {
    const rows = await tx
      .select({
        id: numbers.id,
        msisdn: numbers.msisdn,
        state: numbers.state,
        holder: users.name,
      })
      .from(numbers)
      .leftJoin(users, and(eq(users.tenantId, numbers.tenantId), eq(users.id, numbers.holderId)))
      .where(and(eq(numbers.tenantId, tenant.id), ...beginsWith(numbers.msisdn, '+', digits)))
      .orderBy(asc(numbers.msisdn))
      .limit(MOST);
    found.push(...rows);
  }
  return found
    .slice(0, MOST)
    .map(({ msisdn, ...rest }) => ({ ...rest, number: maskMsisdn(msisdn as Msisdn) }));
}

async function findSims(tx: Tx, tenantId: string, digits: string) {
  const found = await tx
    .select({ id: sims.id, iccid: sims.iccid, state: sims.state })
    .from(sims)
    .where(and(eq(sims.tenantId, tenantId), ...beginsWith(sims.iccid, '', digits)))
    .orderBy(asc(sims.iccid))
    .limit(MOST);
  return found.map(({ iccid, ...rest }) => ({ ...rest, iccid: maskIccid(iccid as Iccid) }));
}

/** What was typed may begin with the code of a country, with the zero of home, or with neither. */
function internationalOf(typed: string, country: string): string[] {
  const code = isSupportedCountry(country) ? getCountryCallingCode(country) : '';
  if (typed.startsWith('0')) return [code + typed.slice(1)];
  return [typed, code + typed];
}

/** In any collation the digits stand in their order, so a beginning is a range up to the next number of its length. */
function beginsWith(column: PgColumn, sign: string, digits: string): SQL[] {
  const next = String(BigInt(digits) + 1n).padStart(digits.length, '0');
  const from = gte(column, sign + digits);
  return next.length > digits.length ? [from] : [from, lt(column, sign + next)];
}
