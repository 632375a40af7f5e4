import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { numbers, sims } from '@/db/schema/sim';
import { SWAP_STATES, swapCases } from '@/db/schema/swap';
import type { Iccid } from '../../base/iccid';
import { maskAddress, maskIccid, maskName } from '../../base/mask';
import { parseMsisdn, spellMsisdn } from '../../base/msisdn';
import { atField, notSignedIn } from '../../base/refusal';
import { type Deed, query } from '../../command/command';
import { asHeld, type HeldNumber, refusalOfRequest, swapIsOpen } from './may-request';
import { channelOf } from './request';
import { sampleSwapGround } from './sample-swap';
import { maySee } from './see';
import { OPEN_STATES, stateOf } from './swap';

/** Shows staff whose number it is, masked, and whether and why not a swap of it may be asked for. */
export const findSwapNumber = query({
  name: 'sim.swap.find',
  proof: 'second-factor',
  perMinute: 20,
  input: z.strictObject({ msisdn: z.string().max(64).optional() }),
  evidence: ({ msisdn }) => ({ change: { looked: msisdn ? maskAddress(msisdn) : null } }),
  output: z.strictObject({
    found: z
      .strictObject({
        msisdn: z.string(),
        name: z.string(),
        oldCard: z.string(),
        cardState: z.string(),
        /** The code of the sentence that says why no swap may be asked for; null where one may. */
        whyNot: z.string().nullable(),
        /** What is under way already. Its id is told to whoever may see it. */
        open: z
          .strictObject({ id: z.uuid().nullable(), number: z.string(), state: z.enum(SWAP_STATES) })
          .nullable(),
      })
      .nullable(),
  }),
  async run(deed, { msisdn: typed }) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    if (!typed) return { found: null };
    const msisdn = atField('msisdn', () => parseMsisdn(typed, tenant.country));
    const [row] = await tx
      .select({ number: numbers, name: users.name, iccid: sims.iccid, cardState: sims.state })
      .from(numbers)
      .innerJoin(users, and(eq(users.tenantId, numbers.tenantId), eq(users.id, numbers.holderId)))
      .innerJoin(sims, and(eq(sims.tenantId, numbers.tenantId), eq(sims.id, numbers.simId)))
      .where(and(eq(numbers.tenantId, tenant.id), eq(numbers.msisdn, msisdn)));
    const number = asHeld(row?.number);
    const open = await openOf(deed, number);
    const refused = await refusalOfRequest(tx, actor, now, { number, channel: channelOf(actor) });
    return {
      found: {
        msisdn: spellMsisdn(msisdn),
        name: maskName(row?.name ?? ''),
        oldCard: maskIccid((row?.iccid ?? '') as Iccid),
        cardState: row?.cardState ?? '',
        whyNot: refused?.code ?? (open ? swapIsOpen().code : null),
        open,
      },
    };
  },
  async sample(ground) {
    const { msisdn } = await sampleSwapGround(ground);
    return { msisdn };
  },
});

async function openOf(deed: Deed, { id }: HeldNumber) {
  const { tx, tenant, now } = deed;
  const [one] = await tx
    .select()
    .from(swapCases)
    .where(
      and(
        eq(swapCases.tenantId, tenant.id),
        eq(swapCases.numberId, id),
        inArray(swapCases.state, [...OPEN_STATES]),
      ),
    );
  if (!one || stateOf(one, now) === 'expired') return null;
  return { id: (await maySee(deed, one)) ? one.id : null, number: one.number, state: stateOf(one, now) };
}
