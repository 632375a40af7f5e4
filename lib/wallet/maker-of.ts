import { type Actor, personIdOf } from '../policy/actor';
import type { Maker } from './ledger';

/** Who a movement is booked by, and from where: of a person as their request came, of a job as nobody's. */
export function makerOf(actor: Actor, now: Date): Maker {
  const { ip, deviceId } = actor.request;
  const risk = actor.kind === 'person' ? actor.session.risk : 0;
  return { personId: personIdOf(actor), now, ip, deviceId, risk };
}
