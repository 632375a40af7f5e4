import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { numbers, SIM_STATES, sims } from '@/db/schema/sim';
import { swapCases } from '@/db/schema/swap';
import { after } from '../../base/clock';
import { idText } from '../../base/id';
import { maskName } from '../../base/mask';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import { type Actor, may, personIdOf } from '../../policy/actor';
import { isPortOutLocked, NUMBER_STATES, type StoredNumber } from '../number';
import { OPEN_STATES } from '../swap/swap';
import { sampleLine } from './sample-line';
import { suspendedBy } from './suspended-by';
import { lifeEvent, readLife, seesWhole, spellingFor } from './timeline';

const NUMBER_DEEDS = ['suspend', 'resume', 'retire', 'port-out'] as const;

const output = z.strictObject({
  id: z.uuid(),
  msisdn: z.string(),
  isMasked: z.boolean(),
  state: z.enum(NUMBER_STATES),
  since: z.date(),
  activatedAt: z.date().nullable(),
  /** Until when a retired one rests; null where it does not rest, or left for another network. */
  restsUntil: z.date().nullable(),
  hasLeft: z.boolean(),
  suspendedBy: z.enum(['holder', 'staff']).nullable(),
  /** The id is null where the holder is shown masked. */
  holder: z.strictObject({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  sim: z.strictObject({ id: z.uuid(), iccid: z.string(), state: z.enum(SIM_STATES) }).nullable(),
  portOut: z.strictObject({ isLocked: z.boolean(), endsAt: z.date().nullable() }),
  /** The case in which it is about to move. */
  swap: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
  /** What the asker could do with it now. */
  may: z.array(z.enum(NUMBER_DEEDS)),
  events: z.array(lifeEvent),
});
export type ShownNumber = z.infer<typeof output>;

/** A number on one page: where it stands, whose it is, the card that carries it, and its whole life. */
export const showNumber = query({
  name: 'number.show',
  proof: 'second-factor',
  input: z.strictObject({ numberId: idText }),
  output,
  async run({ tx, actor, tenant, now }, { numberId }) {
    const { number, sim, holder } = await readNumber(tx, tenant.id, numberId);
    const whole = seesWhole(actor);
    const spell = spellingFor(whole);
    const swap = await openSwapOf(tx, tenant.id, numberId);
    const { state, retiredAt } = number;
    return {
      ...{ id: number.id, msisdn: spell.msisdn(number.msisdn), isMasked: !whole, state },
      ...{ since: number.changedAt, activatedAt: number.activatedAt },
      restsUntil: state === 'retired' && retiredAt ? after(retiredAt, tenant.settings.numberRestsMs) : null,
      hasLeft: state === 'retired' && retiredAt === null,
      suspendedBy: state === 'suspended' ? await suspendedBy(tx, tenant.id, numberId) : null,
      holder: holder && {
        id: whole ? holder.id : null,
        name: whole ? holder.name : maskName(holder.name),
      },
      sim: sim && { ...sim, iccid: spell.iccid(sim.iccid) },
      portOut: { isLocked: isPortOutLocked(number, now), endsAt: number.portOutLockEndsAt },
      swap,
      may: deedsOpenTo(actor, number, { moves: swap !== null, isBlocked: sim?.state === 'blocked' }),
      events: await readLife(tx, { tenantId: tenant.id, of: { numberId }, spell }),
    };
  },
  async sample(ground) {
    return { numberId: (await sampleLine(ground)).numberId };
  },
});

async function readNumber(tx: Tx, tenantId: string, numberId: string) {
  const [found] = await tx
    .select({
      number: numbers,
      sim: { id: sims.id, iccid: sims.iccid, state: sims.state },
      holder: { id: users.id, name: users.name },
    })
    .from(numbers)
    .leftJoin(sims, and(eq(sims.tenantId, numbers.tenantId), eq(sims.id, numbers.simId)))
    .leftJoin(users, and(eq(users.tenantId, numbers.tenantId), eq(users.id, numbers.holderId)))
    .where(and(eq(numbers.tenantId, tenantId), eq(numbers.id, numberId)));
  if (!found) throw notFound();
  return found;
}

async function openSwapOf(tx: Tx, tenantId: string, numberId: string) {
  const [open] = await tx
    .select({ id: swapCases.id, number: swapCases.number })
    .from(swapCases)
    .where(
      and(
        eq(swapCases.tenantId, tenantId),
        eq(swapCases.numberId, numberId),
        inArray(swapCases.state, [...OPEN_STATES]),
      ),
    );
  return open ?? null;
}

type Standing = { moves: boolean; isBlocked: boolean };

/** The deeds whose button is worth showing; each looks again at everything. */
function deedsOpenTo(actor: Actor, { state, holderId }: StoredNumber, { moves, isBlocked }: Standing) {
  const isOwn = holderId !== null && holderId === personIdOf(actor);
  const open: Record<(typeof NUMBER_DEEDS)[number], boolean> = {
    suspend: state === 'active' && may(actor, 'sim.suspend'),
    resume: state === 'suspended' && !moves && !isBlocked && !isOwn && may(actor, 'sim.resume'),
    retire: state !== 'retired' && !moves && !isOwn && may(actor, 'number.retire'),
    'port-out': state === 'active' && !moves && !isOwn && may(actor, 'number.port-out'),
  };
  return NUMBER_DEEDS.filter((deed) => open[deed]);
}
