import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { numbers, SIM_STATES, sims } from '@/db/schema/sim';
import type { Iccid } from '../../base/iccid';
import { maskIccid, maskMsisdn, maskName } from '../../base/mask';
import { type Msisdn, parseMsisdn } from '../../base/msisdn';
import { Refusal } from '../../base/refusal';
import { query } from '../../command/command';
import { may } from '../../policy/actor';
import { isPortOutLocked, NUMBER_STATES } from '../number';
import { hasOpenSwap } from './line';
import { sampleLine } from './sample-line';
import { suspendedBy } from './suspended-by';

const found = z.strictObject({
  id: z.uuid(),
  msisdn: z.string(),
  state: z.enum(NUMBER_STATES),
  since: z.date(),
  holder: z.string().nullable(),
  iccid: z.string().nullable(),
  simState: z.enum(SIM_STATES).nullable(),
  suspendedBy: z.enum(['holder', 'staff']).nullable(),
  isPortOutLocked: z.boolean(),
  isBeingMoved: z.boolean(),
  maySuspend: z.boolean(),
  mayResume: z.boolean(),
});

/** A number that a caller says, for whoever answers them: masked, where it stands, and what can be done about it. */
export const findNumber = query({
  name: 'number.find',
  proof: 'second-factor',
  perMinute: 30,
  input: z.strictObject({ number: z.string().trim().max(64).optional() }),
  output: z.strictObject({ found: found.nullable() }),
  async run({ tx, actor, tenant, now }, { number: typed }) {
    const msisdn = typed && spoken(typed, tenant.country);
    // What is no number is not one of ours either.
    if (!msisdn) return { found: null };
    const [row] = await tx
      .select({ number: numbers, iccid: sims.iccid, simState: sims.state, holder: users.name })
      .from(numbers)
      .leftJoin(sims, and(eq(sims.tenantId, numbers.tenantId), eq(sims.id, numbers.simId)))
      .leftJoin(users, and(eq(users.tenantId, numbers.tenantId), eq(users.id, numbers.holderId)))
      .where(and(eq(numbers.tenantId, tenant.id), eq(numbers.msisdn, msisdn)));
    if (!row) return { found: null };
    const { number, iccid, simState, holder } = row;
    const { id, state } = number;
    const isBeingMoved = await hasOpenSwap(tx, tenant.id, { numberId: id, simId: null });
    return {
      found: {
        ...{ id, state, simState, isBeingMoved, since: number.changedAt },
        msisdn: maskMsisdn(number.msisdn as Msisdn),
        holder: holder && maskName(holder),
        iccid: iccid && maskIccid(iccid as Iccid),
        suspendedBy: state === 'suspended' ? await suspendedBy(tx, tenant.id, id) : null,
        isPortOutLocked: isPortOutLocked(number, now),
        maySuspend: state === 'active' && may(actor, 'sim.suspend'),
        mayResume:
          state === 'suspended' && simState !== 'blocked' && !isBeingMoved && may(actor, 'sim.resume'),
      },
    };
  },
  async sample(ground) {
    return { number: (await sampleLine(ground)).msisdn };
  },
});

function spoken(text: string, country: string): Msisdn | undefined {
  try {
    return parseMsisdn(text, country);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return undefined;
  }
}
