import type { Refusal } from '../../base/refusal';
import type { Actor, Person } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import { refusalOfDevice } from '../device/refusal-of-device';
import { askPolicies } from './ask-policies';
import { demandsOf, refusalOfDemands } from './demands';
import { refusalOfHeld } from './holds';
import { isPoliced, isSelfHelp } from './self-help';
import { type Standing, standingOf } from './standing';
import { isWayBack, refusalOfWayBack } from './way-back';

/** What is known of a deed beside who asks: its name, and what its input says that policies speak of. */
export type Asked = {
  name: Permission;
  kind: 'command' | 'query';
  /** The attributes that a command gives its policies, by the names of the Cedar schema. */
  about?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** What a second person would agree to: exactly this deed, and how it is shown to them. */
  deed?: () => { fingerprint: Buffer; summary: Readonly<Record<string, string>> };
  /** Whether it was done already, under the key that makes a repeat harmless. */
  wasDone?: () => Promise<boolean>;
};

/**
 * The refusal, if any; and the approval of a second person that the deed uses up in its own transaction. `isRepeat`: what
 * was agreed to is used up by this very deed, so that it may be answered as before, and not be done.
 */
export type Decision = { refused: Refusal | undefined; spends: string | undefined; isRepeat?: boolean };

const FREE: Decision = { refused: undefined, spends: undefined };
const no = (refused: Refusal | undefined): Decision => ({ refused, spends: undefined });

/**
 * Says what the device, the holds, the zone and the tenant's policies make of a deed or a view that roles allow. It reads
 * the policies of a tenant once for each of their epochs, and asks nobody outside.
 */
export async function decide(actor: Actor, asked: Asked): Promise<Decision> {
  // The process itself answers to nobody's zone; what is open to strangers guards itself.
  if (actor.kind !== 'person') return FREE;
  const { name, kind } = asked;
  const unsigned = refusalOfDevice(actor, asked);
  if (unsigned) return no(unsigned);
  if (isSelfHelp(name)) return FREE;
  const standing = standingOf(actor, kind);
  const decision = await decideWith(actor, asked, standing);
  if (!decision.refused || !isWayBack(actor, name)) return decision;
  return no(refusalOfWayBack(standing.riskLevel, standing.isFresh));
}

async function decideWith(actor: Person, asked: Asked, standing: Standing): Promise<Decision> {
  const { name } = asked;
  const held = refusalOfHeld(actor, asked);
  if (held) return no(held);
  // Who comes over the telephone network has no browser, no address and no second factor that a zone could ask for.
  const { sessionIdleMs } = actor.tenant.settings;
  const demanded = actor.request.line
    ? undefined
    : refusalOfDemands(standing, demandsOf(actor.tenant, name), { name, sessionIdleMs });
  if (demanded) return no(demanded);
  return isPoliced(name) ? askPolicies(actor, asked, standing) : FREE;
}
