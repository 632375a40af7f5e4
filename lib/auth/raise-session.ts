import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import type { Person } from '../policy/actor';
import { type Assurance, assuranceOf, type Method } from '../policy/assurance';

/**
 * Lifts a session to what its methods and the one that was just shown reach together, and notes when it was shown.
 * A method that adds nothing (a code where a code was shown before) still proves that the person is there.
 * Gives the assurance of now.
 */
export async function raiseSession(
  tx: Tx,
  { tenant, session }: Person,
  method: Method,
  now: Date,
): Promise<Assurance> {
  const methods = [...new Set([...session.methods, method])];
  const assurance = assuranceOf(methods);
  const proved = assurance > 1 ? { provedAt: now, provedBy: method } : {};
  await tx
    .update(sessions)
    .set({ assurance, methods, ...proved })
    .where(and(eq(sessions.tenantId, tenant.id), eq(sessions.id, session.id)));
  return assurance;
}
