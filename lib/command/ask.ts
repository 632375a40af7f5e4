import type { z } from 'zod';
import { inTenant, inTenantReadOnly } from '@/db/client';
import { appendEvent } from '../audit/append';
import { Refusal } from '../base/refusal';
import type { Actor } from '../policy/actor';
import { refusalOf } from '../policy/authorise';
import { decide } from '../trust/decision/decide';
import { grantedBy } from '../trust/decision/granted';
import { verifySession } from '../trust/verify-session';
import type { Query } from './command';
import { spendRequest } from './limit';
import { parseInput } from './parse';
import { recordRefusal } from './perform';

/**
 * The way in for every view: limit, authorise, parse, read in the tenant's read-only transaction.
 * Gives just what the screen shows. A sensitive view, and one that somebody was forbidden, leave evidence.
 */
export async function ask<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  asker: Actor,
  input: unknown,
): Promise<z.infer<Output>> {
  await spendRequest(query as unknown as Query, asker);
  const actor = await admit(query as unknown as Query, await verifySession(asker, query));
  const parsed = await parseInput(query.input, input);
  const { tenant, request } = actor;
  const open = query.evidence ? inTenant : inTenantReadOnly;
  try {
    const output = await open(tenant.id, async (tx) => {
      const seen = await query.run({ tx, actor, tenant, now: request.at }, parsed);
      if (query.evidence) await appendEvent(tx, actor, query.name, 'done', query.evidence(parsed));
      return seen;
    });
    return query.output.parse(output);
  } catch (error) {
    if (query.evidence && error instanceof Refusal)
      await recordRefusal(actor, query.name, error, query.evidence(parsed));
    throw error;
  }
}

/** Gives who is let in, with what a policy has granted them. Throws the refusal where the answer is no. */
async function admit({ name, kind, proof }: Query, asker: Actor): Promise<Actor> {
  const first = refusalOf(asker, name, proof);
  const granted =
    first?.code === 'forbidden' && asker.kind === 'person'
      ? await grantedBy(asker, { name, kind })
      : undefined;
  const actor = granted ?? asker;
  const refused =
    (granted ? refusalOf(granted, name, proof) : first) ?? (await decide(actor, { name, kind })).refused;
  if (!refused) return actor;
  if (refused.code === 'forbidden') await recordRefusal(actor, name, refused);
  throw refused;
}
