import type { Tx } from '@/db/client';
import type { numbers } from '@/db/schema/sim';
import type { swapCases } from '@/db/schema/swap';
import { after } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import type { Actor } from '../../policy/actor';
import { refusalOfOwn } from './hands';

type Numbered = typeof numbers.$inferSelect;
/** A number that somebody holds and a card carries. */
export type HeldNumber = Numbered & { holderId: string; simId: string };
type Channel = (typeof swapCases.$inferSelect)['channel'];

/** Refuses a number that nobody could have moved: it is none of ours, or nobody holds it in use. */
export function asHeld(number: Numbered | undefined): HeldNumber {
  const { holderId, simId, state } = number ?? {};
  if (!number || !holderId || !simId || (state !== 'active' && state !== 'suspended')) throw numberUnknown();
  return { ...number, holderId, simId };
}

type Standing = {
  lockedBy: string | null;
  lockedUntil: Date | null;
  refusedAt: Date | null;
  failures: number;
};

const STANDING = {
  name: 'swap-standing',
  text: `select h.reason as "lockedBy", h.until as "lockedUntil",
      (select max(ended_at) from swap_cases where tenant_id = $1 and number_id = $3 and refusal = 'failed-proofs'
        and ended_at > $5) as "refusedAt",
      (select count(*)::int from swap_proofs where tenant_id = $1 and number_id = $3 and not passed and at > $6) as failures
    from (select 1) one left join person_holds h on h.tenant_id = $1 and h.person_id = $2 and h.kind = 'sim_swap'
      and h.lifted_at is null and (h.until is null or h.until > $4)`,
};

/**
 * Gives why no swap of a number may be asked for now, or undefined: it is the asker's own, its holder has locked it, or too
 * many proofs have failed. A lock counts before everything that could be shown (P4); failures before any channel (P6).
 */
export async function refusalOfRequest(
  tx: Tx,
  actor: Actor,
  now: Date,
  { number: { id, holderId, msisdn }, channel }: { number: HeldNumber; channel: Channel },
): Promise<Refusal | undefined> {
  const own = channel === 'portal' ? undefined : await refusalOfOwn(tx, actor, { holderId, msisdn });
  if (own) return own;
  const { id: tenantId, settings } = actor.tenant;
  const { refusedForMs, failuresCountMs, failuresUntilCounter } = settings.swap;
  const { rows } = await tx.$client.query<Standing>({
    ...STANDING,
    values: [tenantId, holderId, id, now, after(now, -refusedForMs), after(now, -failuresCountMs)],
  });
  const [standing] = rows;
  if (!standing) throw new Error('How a number stands was not read.');
  if (standing.lockedBy !== null) return swapsLocked();
  if (standing.refusedAt) return refusedForNow();
  return standing.failures >= failuresUntilCounter && channel !== 'shop' ? counterOnly() : undefined;
}

export const numberUnknown = () =>
  new Refusal(
    'swap_number_unknown',
    'No number of ours in use is written like this. Type it as the customer dials it.',
    { status: 404, field: 'msisdn' },
  );

export const swapIsOpen = () =>
  new Refusal('swap_is_open', 'A swap of this number is under way already. Go on with that one, or end it.', {
    status: 409,
  });

const swapsLocked = () =>
  new Refusal(
    'swap_locked',
    'Swaps of this number are locked. Its holder takes the lock off in the portal, and it holds for a day after that.',
    { status: 409 },
  );

const refusedForNow = () =>
  new Refusal(
    'swap_refused_for_now',
    'Proofs for this number failed three times, so it cannot be moved for a day. Its holder was told.',
    { status: 409 },
  );

const counterOnly = () =>
  new Refusal(
    'swap_counter_only',
    'Too many proofs for this number failed in the last days. It is moved at a counter only, with a document.',
    { status: 409 },
  );
