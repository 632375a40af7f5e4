import type { Refusal } from '../../base/refusal';
import type { Actor } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import { refusalOfDevice } from '../device/refusal-of-device';

/** What is known of a deed beside who asks: its name, and what its input says that policies speak of. */
export type Asked = {
  name: Permission;
  kind: 'command' | 'query';
  /** The attributes that a command gives its policies, by the names of the Cedar schema. */
  about?: Readonly<Record<string, string | number | boolean>>;
};

/** What the device, the place, the hour, the risk and the tenant's policies say. Gives the refusal, or undefined. */
export async function decide(actor: Actor, asked: Asked): Promise<Refusal | undefined> {
  return actor.kind === 'person' ? refusalOfDevice(actor, asked) : undefined;
}
