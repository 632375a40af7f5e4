import type { z } from 'zod';
import { inTenantReadOnly } from '@/db/client';
import type { Query } from '@/lib/command/command';
import type { Actor } from '@/lib/policy/actor';

/** For the bench alone: a query's own statements and nothing of the door. It stands in for lib/command/ask.ts. */
export async function ask<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  actor: Actor,
  input: unknown,
): Promise<z.infer<Output>> {
  const { tenant, request } = actor;
  return inTenantReadOnly(tenant.id, (tx) =>
    query.run({ tx, actor, tenant, now: request.at }, input as z.infer<Input>),
  );
}
