import { z } from 'zod';
import { LIFTABLE, LIFTED, nothingHeld } from '../auth/recovery/lift-holds';
import { idText } from '../base/id';
import { oneLine } from '../base/plain-text';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { notifyPerson } from '../notice/notify';
import { personIdOf } from '../policy/actor';
import { liftHold, placeHold } from '../trust/hold';
import { lockChange } from './held-roles';
import { insertPerson } from './new-person';
import { refusalOfTouch } from './role-rules';

const notOwnHold = () =>
  new Refusal(
    'own_hold_elsewhere',
    'Nobody lets go of what is held back in their own account from here. Do it under Security, with your second factor.',
    { status: 403 },
  );

/** Lets go of what is held back in somebody's account, by staff who have seen them, with the reason why. */
export const liftPersonHold = command({
  name: 'person.hold.lift',
  proof: 'fresh-second-factor',
  input: z.strictObject({ personId: idText, kind: z.enum([...LIFTABLE, 'counter']), reason: oneLine(200) }),
  output: z.strictObject({ personId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { personId, kind, reason }) {
    const { changer, subject } = await lockChange(tx, actor, 'person.hold.lift', personId);
    const evidence = {
      subject: `person:${personId}`,
      severity: 'warning' as const,
      change: { kind, reason },
    };
    const staffId = personIdOf(actor);
    if (staffId === personId) return { refused: notOwnHold(), evidence };
    const refused = refusalOfTouch(changer, subject);
    if (refused) return { refused, evidence };
    const lifted = await liftHold(tx, tenant.id, now, { personId, kind, liftedBy: staffId });
    if (!lifted) return { refused: nothingHeld(), evidence };
    await notifyPerson(tx, tenant, now, personId, { template: LIFTED[kind] });
    return { output: { personId }, evidence };
  },
  async sample({ tx, tenant, now }) {
    const personId = await insertPerson(tx, tenant.id, now, {
      name: 'Held Sample',
      email: 'held-sample@example.com',
      status: 'active',
      roles: ['user'],
    });
    const hold = { personId, kind: 'money_out' as const, reason: 'own session', placedBy: personId };
    await placeHold(tx, tenant.id, now, hold);
    return { personId, kind: 'money_out', reason: 'Seen at the shop with their identity card' };
  },
});
