import { z } from 'zod';
import { after } from '../base/clock';
import { notSignedIn, Refusal } from '../base/refusal';
import { command, type Deed, type Outcome } from '../command/command';
import { notifyPerson } from '../notice/notify';
import { spellTime } from '../notice/spell-time';
import { languageOf } from '../notice/words';
import { placeHold, stands } from '../trust/hold';

const notLocked = () =>
  new Refusal('swaps_not_locked', 'SIM swaps of your numbers are not locked.', { status: 409 });

/**
 * Takes off the lock of swaps of one's own numbers. It still holds for a day: whoever sits in somebody else's session does
 * not swap right after, and its owner is told on every channel and locks again. Locking again takes it back at once.
 */
export const unlockSwaps = command({
  name: 'auth.swaps.unlock',
  proof: 'fresh-second-factor',
  input: z.strictObject({}),
  output: z.strictObject({}),
  async run(deed) {
    const { actor } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    return beginUnlock(deed, actor.principal.id);
  },
  async sample({ tx, tenant, now, actorId }) {
    const lock = { personId: actorId, kind: 'sim_swap' as const, placedBy: actorId };
    await placeHold(tx, tenant.id, now, { ...lock, reason: 'locked by its owner' });
    return {};
  },
});

/** Lets what holds back swaps of somebody's numbers end after its time. Doing it twice makes that time no shorter and no longer. */
export async function beginUnlock(
  { tx, tenant, now }: Deed,
  personId: string,
): Promise<Outcome<Record<string, never>>> {
  const evidence = { subject: `person:${personId}`, severity: 'warning' as const };
  const ends = after(now, tenant.settings.swap.unlockMs);
  const { rows } = await tx.$client.query<{ until: Date; isNew: boolean }>({
    name: 'swaps-unlock',
    text: `with was as (
        select id, until from person_holds h
        where tenant_id = $1 and person_id = $2 and kind = 'sim_swap' and ${stands('h', '$3')} for update
      )
      update person_holds h set until = least(h.until, $4::timestamptz) from was
      where h.tenant_id = $1 and h.id = was.id
      returning h.until, was.until is distinct from h.until as "isNew"`,
    values: [tenant.id, personId, now, ends],
  });
  const [held] = rows;
  if (!held) return { refused: notLocked(), evidence };
  const { until, isNew } = held;
  if (isNew)
    await notifyPerson(tx, tenant, now, personId, {
      template: 'swapsUnlocking',
      values: (locale) => ({
        until: spellTime(until, languageOf(locale ?? tenant.locale), tenant.timeZone),
      }),
      everywhere: true,
    });
  return {
    output: {},
    evidence: { ...evidence, change: { swaps: 'unlocking', until: until.toISOString() } },
  };
}
