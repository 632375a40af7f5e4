import { z } from 'zod';
import type { Tx } from '@/db/client';
import { idText } from '../base/id';
import { notFound, notSignedIn } from '../base/refusal';
import { command, type Outcome } from '../command/command';
import { notifyPerson } from '../notice/notify';
import type { Actor, Person } from '../policy/actor';
import { recordSignal } from '../trust/signal';
import { refusalOfRemoval } from './last-factor';
import { isFirst } from './may-enrol';
import { type Factors, lockFactorsOf } from './own-factors';
import { storeSample } from './passkey/sample-passkey';
import { endWhatIsUnderWay } from './recovery/secure-account';
import { dropRecoveryCodes } from './recovery-codes';
import { sampleFactor } from './sample-factor';

type Kind = 'passkey' | 'totp';

const DELETE = {
  passkey: {
    name: 'passkey-remove',
    text: 'delete from passkeys where tenant_id = $1 and person_id = $2 and id = $3',
  },
  totp: {
    name: 'totp-remove',
    text: `delete from totp_factors
      where tenant_id = $1 and person_id = $2 and id = $3 and confirmed_at is not null`,
  },
};

/** Removes one of one's own passkeys, and ends all other sessions. */
export const removePasskey = command({
  name: 'auth.passkey.remove',
  proof: 'fresh-second-factor',
  input: z.strictObject({ passkeyId: idText }),
  output: z.strictObject({}),
  run: ({ tx, actor, now }, { passkeyId }) => remove(tx, actor, now, { kind: 'passkey', id: passkeyId }),
  async sample(ground) {
    return { passkeyId: (await storeSample(ground, ground.actorId)).id };
  },
});

/** Removes one of one's own authenticator apps, and ends all other sessions. */
export const removeTotp = command({
  name: 'auth.totp.remove',
  proof: 'fresh-second-factor',
  input: z.strictObject({ factorId: idText }),
  output: z.strictObject({}),
  run: ({ tx, actor, now }, { factorId }) => remove(tx, actor, now, { kind: 'totp', id: factorId }),
  async sample(ground) {
    return { factorId: (await sampleFactor(ground, ground.actorId)).id };
  },
});

async function remove(
  tx: Tx,
  actor: Actor,
  now: Date,
  which: { kind: Kind; id: string },
): Promise<Outcome<Record<string, never>>> {
  if (actor.kind !== 'person') throw notSignedIn();
  const { tenant, principal, session } = actor;
  const before = await lockFactorsOf(tx, tenant.id, principal.id);
  const subject = which.kind === 'passkey' ? `passkey:${which.id}` : `factor:${which.id}`;
  const gone = await tx.$client.query({
    ...DELETE[which.kind],
    values: [tenant.id, principal.id, which.id],
  });
  if (gone.rowCount !== 1) throw notFound();
  const left = without(before, which);
  const refused = refusalOfRemoval(actor, { before, left });
  // Thrown, so that what was deleted is there again.
  if (refused) throw refused;
  if (isFirst(left)) await dropRecoveryCodes(tx, tenant.id, principal.id);
  // Whoever holds what was removed may be in a session that it opened.
  const others = { personId: principal.id, butId: session.id, reason: 'factor removed' };
  const ended = await endWhatIsUnderWay(tx, tenant.id, now, others);
  await tell(tx, actor, which.kind, now);
  return { output: {}, evidence: { subject, severity: 'warning', change: { removed: which.kind, ended } } };
}

const without = (factors: Factors, { kind, id }: { kind: Kind; id: string }): Factors =>
  kind === 'totp'
    ? { ...factors, totp: factors.totp - 1 }
    : { ...factors, passkeys: factors.passkeys.filter((one) => one.id !== id) };

async function tell(tx: Tx, { tenant, principal }: Person, kind: Kind, now: Date): Promise<void> {
  const template = kind === 'passkey' ? 'passkeyRemoved' : 'authenticatorRemoved';
  await notifyPerson(tx, tenant, now, principal.id, { template });
  await recordSignal(tx, tenant.id, principal.id, 'credential-changed', now);
}
