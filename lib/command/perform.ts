import type { z } from 'zod';
import { inTenant, type Tx } from '@/db/client';
import { appendEvent, type Evidence } from '../audit/append';
import { Refusal } from '../base/refusal';
import { touch } from '../notice/touched';
import type { Actor } from '../policy/actor';
import { refusalOf } from '../policy/authorise';
import { fingerprintOfDeed, pointedAt, spendApproval } from '../trust/decision/approval';
import { type Asked, type Decision, decide } from '../trust/decision/decide';
import { grantedBy, mayBeGranted } from '../trust/decision/granted';
import { verifySession } from '../trust/verify-session';
import type { Command } from './command';
import { refusalOfConstraint } from './constraint';
import { type KeyedDeed, keyedDeed, storeOutput, takeKey, wasDone } from './idempotency';
import { spendRequest } from './limit';
import { parseInput } from './parse';

/**
 * The way in for every deed: limit, parse, authorise, run in the tenant's transaction, append the evidence, commit.
 * Gives the command's output. Throws a `Refusal` where the answer is no; anything else thrown is a bug or an outage.
 */
export async function perform<Input extends z.ZodType, Output extends z.ZodType, Prepared>(
  command: Command<Input, Output, Prepared>,
  asker: Actor,
  input: unknown,
): Promise<z.infer<Output>> {
  await spendRequest(command as unknown as Command, asker);
  let actor = asker;
  try {
    actor = await verifySession(asker, command);
    return await runInTenant(command, await admit(command, actor, input));
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refusalOfConstraint(error);
    if (!refusal) throw error;
    if (!(refusal instanceof Recorded)) await recordRefusal(actor, command.name, refusal);
    throw refusal instanceof Recorded ? refusal.refusal : refusal;
  }
}

/** Who is let in, with what, and by which approval of a second person, if one is wanted. */
type Admitted<Input> = { actor: Actor; input: Input } & Pick<Decision, 'spends' | 'isRepeat'>;

async function admit<Input extends z.ZodType, Output extends z.ZodType, Prepared>(
  command: Command<Input, Output, Prepared>,
  asker: Actor,
  input: unknown,
): Promise<Admitted<z.infer<Input>>> {
  const { name, proof } = command;
  const refused = refusalOf(asker, name, proof);
  if (refused && !(refused.code === 'forbidden' && mayBeGranted(asker, name))) throw refused;
  // Whether somebody may is answered before what is wrong with their input: a stranger learns nothing of the form.
  const parsed = await parseInput(command.input, input).catch((error) => {
    throw refused ?? error;
  });
  const asked = askedOf(command, asker, parsed);
  const actor = refused && asker.kind === 'person' ? await grantedBy(asker, asked) : asker;
  if (!actor) throw refused;
  const still = refused && refusalOf(actor, name, proof);
  if (still) throw still;
  const decision = await decide(actor, asked);
  if (decision.refused) throw decision.refused;
  return { actor, input: parsed, spends: decision.spends, isRepeat: decision.isRepeat };
}

function keyOf<Input extends z.ZodType, Output extends z.ZodType, Prepared>(
  { name, idempotencyKey }: Command<Input, Output, Prepared>,
  actor: Actor,
  input: z.infer<Input>,
): KeyedDeed | undefined {
  if (!idempotencyKey) return undefined;
  return keyedDeed(actor, name, String((input as Record<string, unknown>)[idempotencyKey]), input);
}

function askedOf<Input extends z.ZodType, Output extends z.ZodType, Prepared>(
  command: Command<Input, Output, Prepared>,
  actor: Actor,
  input: z.infer<Input>,
): Asked {
  const { name, kind, about, agreedTo, idempotencyKey } = command;
  const key = keyOf(command, actor, input);
  const said = actor.kind === 'person' ? about?.(input, actor) : undefined;
  return {
    ...{ name, kind, about: said },
    wasDone: async () => key !== undefined && wasDone(actor.tenant.id, key),
    deed: () => {
      const agreed = actor.kind === 'person' ? agreedTo?.(input, actor) : undefined;
      const words = Object.entries({ ...said, ...(agreed ?? pointedAt(input)) }).map(([word, value]) => [
        word,
        String(value),
      ]);
      return {
        fingerprint: fingerprintOfDeed(name, agreed ?? input, idempotencyKey),
        summary: Object.fromEntries(words),
      };
    },
  };
}

/** A refusal that was returned: its evidence is committed already. */
class Recorded extends Refusal {
  constructor(readonly refusal: Refusal) {
    super(refusal.code, refusal.template, { status: refusal.status, values: refusal.values });
  }
}

async function runInTenant<Input extends z.ZodType, Output extends z.ZodType, Prepared>(
  command: Command<Input, Output, Prepared>,
  { actor, input, spends, isRepeat }: Admitted<z.infer<Input>>,
): Promise<z.infer<Output>> {
  const { tenant, request } = actor;
  const key = keyOf(command, actor, input);
  const prepared = (await command.prepare?.({ actor, tenant, now: request.at }, input)) as Prepared;
  const outcome = await inTenant(tenant.id, async (tx: Tx) => {
    const before = key && (await takeKey(tx, tenant.id, key));
    if (before) return { output: before.stored as z.infer<Output> };
    // A repeat was let in to be answered as the first was, and not to be done.
    if (isRepeat) throw approvalIsOver();
    if (spends && !(await spendApproval(tx, tenant.id, spends, request.at))) throw approvalIsOver();
    const ended = await command.run({ tx, actor, tenant, now: request.at }, input, prepared);
    if ('refused' in ended) {
      await appendEvent(tx, actor, command.name, ended.refused.code, ended.evidence);
      return ended;
    }
    await appendEvent(tx, actor, command.name, 'done', ended.evidence);
    const output = command.output.parse(ended.output);
    if (key) await storeOutput(tx, tenant.id, key, output, request.at);
    return { output, evidence: ended.evidence };
  });
  const { subject = null, tells } = 'evidence' in outcome ? (outcome.evidence ?? {}) : {};
  touch(tenant.id, subject, tells);
  if ('refused' in outcome) throw new Recorded(outcome.refused);
  return outcome.output;
}

/** Everything was rolled back; that somebody tried is kept, in a transaction of its own. */
export async function recordRefusal(
  actor: Actor,
  name: string,
  refusal: Refusal,
  evidence: Evidence = {},
): Promise<void> {
  await inTenant(actor.tenant.id, (tx) =>
    appendEvent(tx, actor, name, refusal.code, {
      ...evidence,
      severity: refusal.code === 'forbidden' ? 'warning' : 'notice',
    }),
  );
  touch(actor.tenant.id);
}

const approvalIsOver = () =>
  new Refusal('approval_is_over', 'What a second person had agreed to no longer stands. Ask for it again.', {
    status: 409,
  });
