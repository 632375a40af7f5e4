import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { roles } from '@/db/schema/person';
import { idText } from '../base/id';
import { maskMsisdn } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import { walk } from '../base/walk';
import { query } from '../command/command';
import type { Actor } from '../policy/actor';
import {
  type Candidate,
  chooseDriver,
  type Driver,
  type PeopleFilter,
  type Place,
  readCandidates,
} from './people-index';
import { prefixesOf } from './search-words';

export const PERSON_STATUSES = ['invited', 'active', 'suspended', 'closed'] as const;

const PLACE = /^(?:([0-4])~([^~\p{C}]{1,80})~)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;

const input = z.strictObject({
  /** Beginnings of words of a name, an e-mail address or a number; all must be found. */
  q: z.string().max(200).optional(),
  role: z.string().max(60).optional(),
  status: z.enum(PERSON_STATUSES).optional(),
  /** A unit and those below; `own` is the asker's. */
  unit: z.union([z.literal('own'), idText]).optional(),
  after: z.string().regex(PLACE, 'This is not a place in the list. Begin at its first page.').optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

const output = z.strictObject({
  people: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      email: z.string().nullable(),
      mobile: z.string().nullable(),
      status: z.enum(PERSON_STATUSES),
      roles: z.array(z.strictObject({ key: z.string(), name: z.string() })),
      unit: z.string().nullable(),
      createdAt: z.date(),
      lastSeenAt: z.date().nullable(),
    }),
  ),
  /** What `after` is for the next page; null at the end. */
  next: z.string().nullable(),
  /** Whether the page is short because enough was looked at for one request, and more may follow. */
  cut: z.boolean(),
});

export type ListedPerson = z.infer<typeof output>['people'][number];

/** People with search, filters and paging by key. A number is masked: whoever needs it whole opens the person. */
export const listPeople = query({
  name: 'person.list',
  proof: 'second-factor',
  input,
  output,
  async run({ tx, actor, tenant }, asked) {
    const none = { people: [], next: null, cut: false };
    const filter = await filterOf(tx, actor, asked);
    if (!filter) return none;
    const from = placeOf(asked.after);
    const driver = await driverFor(tx, tenant.id, filter, from);
    if (!driver) return none;
    const page = await walk({
      size: asked.limit,
      from,
      read: (after, limit) => readCandidates(tx, tenant.id, filter, { driver, after, limit }),
      placeOf: ({ id, word }: Candidate): Place => ({ id, word }),
    });
    const people = await readPeople(
      tx,
      tenant.id,
      page.rows.map(({ id }) => id),
    );
    return { people, next: page.next ? spellPlace(page.next, driver) : null, cut: page.cut };
  },
  sample: async () => ({ q: 'a', status: 'active', limit: 10 }),
});

/** Gives undefined where the filter can be met by nobody: an unknown role, a branch of nobody, words without letters. */
async function filterOf(
  tx: Tx,
  actor: Actor,
  { q, role, status, unit }: z.infer<typeof input>,
): Promise<PeopleFilter | undefined> {
  const words = q?.trim() ? prefixesOf(q) : [];
  if (q?.trim() && words.length === 0) return undefined;
  const unitId = unit === 'own' ? (actor.kind === 'person' && actor.principal.unitId) || undefined : unit;
  if (unit && !unitId) return undefined;
  if (!role) return { words, status, unitId };
  const [found] = await tx
    .select({ id: roles.id })
    .from(roles)
    .where(and(eq(roles.tenantId, actor.tenant.id), eq(roles.key, role)));
  return found && { words, status, unitId, roleId: found.id };
}

/** A list goes on with the index that it began with, which its place names: another would be in another order. */
async function driverFor(
  tx: Tx,
  tenantId: string,
  filter: PeopleFilter,
  from: (Place & { driver?: Driver }) | undefined,
): Promise<Driver | undefined> {
  if (from?.driver) return isDriverOf(from.driver, filter) ? from.driver : undefined;
  const chosen = await chooseDriver(tx, tenantId, filter);
  if (!from || typeof chosen !== 'object') return chosen;
  return filter.unitId ? 'unit' : filter.roleId ? 'role' : filter.status ? 'status' : 'everybody';
}

const isDriverOf = (driver: Driver, filter: PeopleFilter) =>
  typeof driver !== 'object' || driver.word < filter.words.length;

function placeOf(text: string | undefined): (Place & { driver?: Driver }) | undefined {
  const [, place, word, id] = text?.match(PLACE) ?? [];
  if (!id) return undefined;
  return place && word ? { id, word, driver: { word: Number(place) } } : { id, word: null };
}

const spellPlace = ({ id, word }: Place, driver: Driver): string =>
  typeof driver === 'object' && word ? `${driver.word}~${word}~${id}` : id;

type Row = Omit<ListedPerson, 'createdAt' | 'lastSeenAt'> & { created_at: Date; last_seen_at: Date | null };

async function readPeople(tx: Tx, tenantId: string, ids: string[]): Promise<ListedPerson[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.$client.query<Row>({
    name: 'people-page',
    text: `select u.id, u.name, u.email, u.mobile, u.status, u.created_at, u.last_seen_at,
             (select un.name from units un where un.tenant_id = $1 and un.id = u.unit_id) as unit,
             (select coalesce(jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name) order by r.key), '[]')
                from memberships m join roles r on r.tenant_id = $1 and r.id = m.role_id
                where m.tenant_id = $1 and m.person_id = u.id) as roles
           from users u where u.tenant_id = $1 and u.id = any($2)`,
    values: [tenantId, ids],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { created_at, last_seen_at, mobile, ...rest } = row;
    return {
      ...rest,
      mobile: mobile && maskMsisdn(mobile as Msisdn),
      createdAt: created_at,
      lastSeenAt: last_seen_at,
    };
  });
}
