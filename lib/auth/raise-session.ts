import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import type { Person } from '../policy/actor';
import { type Assurance, assuranceOf, type Method } from '../policy/assurance';
import { type KeyChange, keyChangeOf } from '../trust/device/session-key';
import { issueTicket } from './open-session';

type Raised = { assurance: Assurance; ticket: string; key: KeyChange };

/**
 * Lifts a session to what its methods and the one that was just shown reach together, and notes when it was shown.
 * A method that adds nothing (a code where a code was shown before) still proves that the person is there. The session
 * is bound to the key that signed the request, or released from its own where none did.
 * Gives the assurance of now, a ticket for a cookie that says so, and what became of the key.
 */
export async function raiseSession(tx: Tx, actor: Person, method: Method, now: Date): Promise<Raised> {
  const { tenant, request, principal, session } = actor;
  const methods = [...new Set([...session.methods, method])];
  const assurance = assuranceOf(methods);
  const proved = assurance > 1 ? { provedAt: now, provedBy: method } : {};
  const { boundKey } = session;
  const key = keyChangeOf({ boundKey, deviceKey: request.deviceKey, proved: assurance > 1 });
  await tx
    .update(sessions)
    .set({ assurance, methods, ...proved, ...keyColumns(key, request.deviceKey, now) })
    .where(and(eq(sessions.tenantId, tenant.id), eq(sessions.id, session.id)));
  if (key === 'bound') await giveDeviceItsKey(tx, actor, now);
  const ticket = await issueTicket({ tx, tenant, request, personId: principal.id, methods }, session.id);
  return { assurance, ticket, key };
}

/** What is said in the audit log of a key that changed; whoever left a key behind may have copied a cookie. */
export const evidenceOfKey = (
  key: KeyChange,
): { severity?: 'warning'; change: { deviceKey?: Exclude<KeyChange, 'none' | 'refreshed'> } } => {
  if (key === 'none' || key === 'refreshed') return { change: {} };
  return { ...(key === 'bound' ? {} : { severity: 'warning' }), change: { deviceKey: key } };
};

function keyColumns(key: KeyChange, deviceKey: string | undefined, now: Date) {
  if (key === 'none') return {};
  if (key === 'refreshed') return { keyProvedAt: now };
  const isReleased = key === 'released';
  return { keyThumbprint: deviceKey ?? null, keyProvedAt: isReleased ? null : now };
}

/** The browser that signed in before its key was made is known by it from now on; one that has a key keeps it. */
async function giveDeviceItsKey(tx: Tx, { tenant, request, session }: Person, now: Date): Promise<void> {
  await tx.$client.query({
    name: 'device-key-first',
    text: `update devices d set key_thumbprint = $3, key_since = $4 from sessions s
           where s.tenant_id = $1 and s.id = $2 and d.tenant_id = $1 and d.id = s.device_id and d.key_thumbprint is null`,
    values: [tenant.id, session.id, request.deviceKey, now],
  });
}
