import type { z } from 'zod';
import { inTenant, inTenantReadOnly } from '@/db/client';
import { appendEvent } from '../audit/append';
import { Refusal } from '../base/refusal';
import type { Actor } from '../policy/actor';
import { refusalOf } from '../policy/authorise';
import { decide } from '../trust/decision/decide';
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
  const actor = await verifySession(asker, 'query');
  const { name, kind } = query;
  const refused = refusalOf(actor, name, query.proof) ?? (await decide(actor, { name, kind }));
  if (refused) {
    if (refused.code === 'forbidden') await recordRefusal(actor, query.name, refused);
    throw refused;
  }
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
