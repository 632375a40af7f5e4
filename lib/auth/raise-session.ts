import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import type { Person } from '../policy/actor';
import { type Assurance, assuranceOf, type Method } from '../policy/assurance';
import { issueTicket } from './open-session';

/**
 * Lifts a session to what its methods and the one that was just shown reach together, and notes when it was shown.
 * A method that adds nothing (a code where a code was shown before) still proves that the person is there.
 * Gives the assurance of now, and a ticket for a cookie that says so.
 */
export async function raiseSession(
  tx: Tx,
  { tenant, request, principal, session }: Person,
  method: Method,
  now: Date,
): Promise<{ assurance: Assurance; ticket: string }> {
  const methods = [...new Set([...session.methods, method])];
  const assurance = assuranceOf(methods);
  const proved = assurance > 1 ? { provedAt: now, provedBy: method } : {};
  await tx
    .update(sessions)
    .set({ assurance, methods, ...proved })
    .where(and(eq(sessions.tenantId, tenant.id), eq(sessions.id, session.id)));
  const ticket = await issueTicket({ tx, tenant, request, personId: principal.id, methods }, session.id);
  return { assurance, ticket };
}
