import { z } from 'zod';
import type { Tx } from '@/db/client';
import { after } from '../../base/clock';
import { idText } from '../../base/id';
import type { Msisdn } from '../../base/msisdn';
import { oneLine } from '../../base/plain-text';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import type { Tenant } from '../../policy/tenant';
import { moveSim } from '../move-sim';
import { sampleSim } from '../stock/sample-sim';
import { closeAddress } from './close-address';
import { assertNoOpenSwap, lockCard, moveLine, type StoredSim } from './line';
import { isYourOwn } from './own-number';

const input = z.strictObject({ simId: idText, reason: oneLine(200) });
const output = z.strictObject({ simId: z.uuid() });

/** Blocks a card for good. The number that it carries is suspended, and moves to another card or is retired. */
export const blockSim = command({
  name: 'sim.block',
  proof: 'fresh-second-factor',
  input,
  output,
  async run({ tx, actor, tenant, now }, { simId, reason }) {
    const actorId = personIdOf(actor);
    const { sim, number } = await lockFree(tx, tenant, now, { simId, actorId });
    const detail = { by: 'staff', reason };
    if (number) {
      const suspends = number.state === 'active';
      await moveLine(
        tx,
        { sim, number },
        {
          ...{ now, actorId, card: 'blocked', detail },
          number: suspends ? 'suspended' : undefined,
        },
      );
      if (suspends) await closeAddress(tx, tenant.id, number.msisdn as Msisdn, now);
    } else await moveSim(tx, tenant.id, sim, 'blocked', { now, actorId, detail });
    return { output: { simId }, evidence: evidenceOf(sim, 'blocked', reason) };
  },
  async sample(ground) {
    return { simId: (await sampleSim(ground)).id, reason: 'Stolen from the van' };
  },
});

/** Retires a card that carries no number: it is the end of its life. */
export const retireSim = command({
  name: 'sim.retire',
  proof: 'fresh-second-factor',
  input,
  output,
  async run({ tx, actor, tenant, now }, { simId, reason }) {
    const actorId = personIdOf(actor);
    const { sim, number } = await lockFree(tx, tenant, now, { simId, actorId });
    if (number) throw carriesNumber();
    await moveSim(tx, tenant.id, sim, 'retired', { now, actorId, detail: { by: 'staff', reason } });
    return { output: { simId }, evidence: evidenceOf(sim, 'retired', reason) };
  },
  async sample(ground) {
    return { simId: (await sampleSim(ground)).id, reason: 'Broken when it was unpacked' };
  },
});

type Which = { simId: string; actorId: string | null };

/** Locks a card that no case holds, and that no swap which may yet turn out to be fraud would have to go back to. */
async function lockFree(tx: Tx, tenant: Tenant, now: Date, { simId, actorId }: Which) {
  const { sim, number } = await lockCard(tx, tenant.id, simId);
  if (actorId !== null && number?.holderId === actorId) throw isYourOwn();
  await assertNoOpenSwap(tx, tenant.id, { numberId: number?.id ?? null, simId });
  if (sim.state === 'swapped_out' && after(sim.changedAt, tenant.settings.swap.recentSwapMs) > now)
    throw mayComeBack();
  return { sim, number };
}

const evidenceOf = (sim: StoredSim, to: 'blocked' | 'retired', reason: string) => ({
  subject: `sim:${sim.id}`,
  severity: 'warning' as const,
  change: { state: [sim.state, to], reason },
});

const carriesNumber = () =>
  new Refusal(
    'sim_with_a_number',
    'This card carries a number. Retire the number, or move it to another card first.',
    { status: 409 },
  );

const mayComeBack = () =>
  new Refusal(
    'sim_may_come_back',
    'A number left this card a short time ago, and would come back to it if that was fraud. It stays as it is for now.',
    { status: 409 },
  );
