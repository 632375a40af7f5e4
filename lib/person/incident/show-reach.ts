import { z } from 'zod';
import { idText } from '../../base/id';
import { query, type SampleGround } from '../../command/command';
import { browserName } from '../../trust/browser-name';
import { countryOf } from '../../trust/place';
import { REACH_OF, readMoved, readNames, readReach } from './read-reach';
import { sampleSession } from './sample-incident';

/** Names that one list shows; how many there are is counted whole. */
const MOST_SHOWN = 50;
const LONGEST_HOURS = 30 * 24;

const ip = z.union([z.ipv4(), z.ipv6()], 'This is not an IP address.');

/** What is asked about: a person or a browser by its id, an address as itself; and how far back. */
export const reachInput = z
  .strictObject({
    of: z.enum(REACH_OF),
    id: z.string().max(64).toLowerCase(),
    hours: z.coerce.number().int().min(1).max(LONGEST_HOURS).default(24),
  })
  .refine(({ of, id }) => (of === 'address' ? ip : idText).safeParse(id).success, {
    path: ['id'],
    message: 'This is not an id, or not an IP address.',
  });

const people = z.strictObject({
  count: z.number().int(),
  shown: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
});

const output = z.strictObject({
  /** The name of the person, or of the browser; null for an address. */
  name: z.string().nullable(),
  country: z.string().nullable(),
  ...{ touched: people, actors: people },
  deeds: z.array(z.strictObject({ command: z.string(), done: z.number().int(), refused: z.number().int() })),
  moved: z.array(z.strictObject({ currency: z.string(), count: z.number().int(), sum: z.bigint() })),
  simsRegistered: z.number().int(),
  sessions: z.strictObject({
    ...{ count: z.number().int(), live: z.number().int() },
    shown: z.array(
      z.strictObject({
        ...{ id: z.uuid(), personId: z.uuid(), personName: z.string(), live: z.boolean() },
        ...{ ip: z.string().nullable(), country: z.string().nullable(), browser: z.string().nullable() },
        ...{ since: z.date(), lastSeenAt: z.date() },
      }),
    ),
  }),
  /** Whether there was more than one look adds up: then the figures are of the newest. */
  cut: z.boolean(),
});
export type ShownReach = z.infer<typeof output>;

/** What a person, a browser or an address touched: customers, money, SIMs, and the sessions in which. */
export const showReach = query({
  name: 'incident.reach',
  proof: 'second-factor',
  perMinute: 30,
  input: reachInput,
  output,
  evidence: ({ of, id, hours }) => ({ subject: `${of}:${id}`, severity: 'notice', change: { hours } }),
  async run({ tx, tenant, now }, asked) {
    const { sessionsSeen, cut, deeds, simsRegistered, ...found } = await readReach(tx, tenant.id, now, asked);
    const named = async (ids: string[]) => ({
      count: ids.length,
      shown: await readNames(tx, tenant.id, ids.slice(0, MOST_SHOWN)),
    });
    const self = asked.of === 'person' ? await readNames(tx, tenant.id, [asked.id]) : [];
    return {
      name: self[0]?.name ?? null,
      country: asked.of === 'address' ? countryOf(asked.id) : null,
      ...{ deeds, simsRegistered, cut },
      touched: await named(found.people),
      actors: await named(found.actors),
      moved: await readMoved(tx, tenant.id, found.movements),
      sessions: {
        count: sessionsSeen.length,
        live: sessionsSeen.filter(({ live }) => live).length,
        shown: sessionsSeen.slice(0, MOST_SHOWN).map(({ userAgent, isOwners: _, ...session }) => ({
          ...session,
          ...{ browser: browserName(userAgent), country: countryOf(session.ip) },
        })),
      },
    };
  },
  sample: sampleReach,
});

export async function sampleReach(ground: SampleGround) {
  await sampleSession(ground, ground.actorId);
  return { of: 'person', id: ground.actorId, hours: 24 };
}
