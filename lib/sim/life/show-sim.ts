import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { numbers, SIM_STATES, sims } from '@/db/schema/sim';
import { idText } from '../../base/id';
import { maskName } from '../../base/mask';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import { type Actor, may } from '../../policy/actor';
import { NUMBER_STATES } from '../number';
import { canBecome, type SimState } from '../sim';
import { hasOpenSwap } from './line';
import { sampleLine } from './sample-line';
import { lifeEvent, readLife, seesWhole, spellingFor } from './timeline';

const SIM_DEEDS = ['block', 'retire'] as const;

const output = z.strictObject({
  id: z.uuid(),
  iccid: z.string(),
  isMasked: z.boolean(),
  state: z.enum(SIM_STATES),
  since: z.date(),
  createdAt: z.date(),
  number: z.strictObject({ id: z.uuid(), msisdn: z.string(), state: z.enum(NUMBER_STATES) }).nullable(),
  holder: z.strictObject({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  /** Whether a case holds it: its number is about to leave it, or one to come to it. */
  isBeingMoved: z.boolean(),
  may: z.array(z.enum(SIM_DEEDS)),
  events: z.array(lifeEvent),
});
export type ShownSim = z.infer<typeof output>;

/** A card on one page: where it stands, the number that it carries, and its whole life. */
export const showSim = query({
  name: 'sim.show',
  proof: 'second-factor',
  input: z.strictObject({ simId: idText }),
  output,
  async run({ tx, actor, tenant }, { simId }) {
    const { sim, number, holder } = await readSim(tx, tenant.id, simId);
    const whole = seesWhole(actor);
    const spell = spellingFor(whole);
    const isBeingMoved = await hasOpenSwap(tx, tenant.id, { numberId: number?.id ?? null, simId });
    return {
      ...{ id: sim.id, iccid: spell.iccid(sim.iccid), isMasked: !whole, state: sim.state },
      ...{ since: sim.changedAt, createdAt: sim.createdAt },
      number: number && { ...number, msisdn: spell.msisdn(number.msisdn) },
      holder: holder && {
        id: whole ? holder.id : null,
        name: whole ? holder.name : maskName(holder.name),
      },
      isBeingMoved,
      may: isBeingMoved ? [] : deedsOpenTo(actor, sim.state, number !== null),
      events: await readLife(tx, { tenantId: tenant.id, of: { simId }, spell }),
    };
  },
  async sample(ground) {
    return { simId: (await sampleLine(ground)).simId };
  },
});

async function readSim(tx: Tx, tenantId: string, simId: string) {
  const [found] = await tx
    .select({
      // Its codes are sealed, and never leave their row for a page of staff.
      sim: {
        id: sims.id,
        iccid: sims.iccid,
        state: sims.state,
        changedAt: sims.changedAt,
        createdAt: sims.createdAt,
      },
      number: { id: numbers.id, msisdn: numbers.msisdn, state: numbers.state },
      holder: { id: users.id, name: users.name },
    })
    .from(sims)
    .leftJoin(numbers, and(eq(numbers.tenantId, sims.tenantId), eq(numbers.simId, sims.id)))
    .leftJoin(users, and(eq(users.tenantId, numbers.tenantId), eq(users.id, numbers.holderId)))
    .where(and(eq(sims.tenantId, tenantId), eq(sims.id, simId)));
  if (!found) throw notFound();
  return found;
}

/** The deeds whose button is worth showing; each looks again at everything. */
function deedsOpenTo(actor: Actor, state: SimState, carries: boolean) {
  const open = {
    block: canBecome(state, 'blocked') && may(actor, 'sim.block'),
    retire: canBecome(state, 'retired') && !carries && may(actor, 'sim.retire'),
  };
  return SIM_DEEDS.filter((deed) => open[deed]);
}
