import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { pool } from '@/db/client';
import { lockSwaps } from '@/lib/auth/lock-swaps';
import { unlockSwaps } from '@/lib/auth/unlock-swaps';
import { after, DAY_MS, MINUTE_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { Refusal } from '@/lib/base/refusal';
import type { Command } from '@/lib/command/command';
import { perform } from '@/lib/command/perform';
import type { Actor, Person } from '@/lib/policy/actor';
import { resumeNumber } from '@/lib/sim/life/resume';
import { suspendOwn } from '@/lib/sim/life/suspend';
import { answerSwap } from '@/lib/sim/swap/answer';
import { cancelSwap } from '@/lib/sim/swap/cancel';
import { enterSwapCode, sendSwapCode } from '@/lib/sim/swap/code';
import { readSwapDocument } from '@/lib/sim/swap/document';
import { keepSwapDeadlines } from '@/lib/sim/swap/keep-deadlines';
import { objectToOwnSwap, objectToSwapByLink } from '@/lib/sim/swap/object';
import { proveSwap } from '@/lib/sim/swap/prove';
import { remedySwap } from '@/lib/sim/swap/remedy';
import { requestOwnSwap, requestSwap } from '@/lib/sim/swap/request';
import { approveSwap, decideSwap, refuseSwap } from '@/lib/sim/swap/review';
import { cutBefore } from './cut-connection';
import { later } from './ground';
import { codePostedTo } from './posted';
import { aStockCard, freshly, freshlyBy, goOnUntil, objectionToken, onLine, swapScene } from './swap-scene';
import { expectStanding, newlyChanged, standingOf } from './swap-standing';

/** What anybody may do about a number, in any order. */
export type Step =
  | { do: 'request'; by: string; reason: string }
  | { do: 'request-own' | 'factor' | 'lock' | 'unlock' | 'suspend' | 'resume' }
  | { do: 'notices-leave' | 'keep-deadlines' | 'job-dies' }
  | { do: 'code'; to: string; right: boolean }
  | { do: 'answer'; word: string }
  | { do: 'document'; by: string; right: boolean }
  | { do: 'approve' | 'refuse' | 'cancel' | 'remedy'; by: string }
  | { do: 'object'; by: string }
  | { do: 'decide'; by: string; verdict: string };

class Crash extends Error {}
type Deed = { spec: Command; actor: Actor; input: Record<string, unknown> };

const LEASE_MS = MINUTE_MS;

/** The same deed, whose process dies when all of it is done and nothing is committed; or the connection under it does. */
const cutOffAtItsEnd = (spec: Command, how: 'before-commit' | 'connection'): Command => ({
  ...spec,
  async run(deed, input, prepared) {
    await spec.run(deed, input, prepared);
    if (how === 'connection') await deed.tx.$client.query('select pg_terminate_backend(pg_backend_pid())');
    throw new Crash('The process died.');
  },
});

/** One number, its holder, staff, and whatever happens to them. */
export async function aRun() {
  const scene = await swapScene();
  const { tenant, ground, holder, rows, msisdn } = scene;
  const staff: Record<string, Person> = {
    ...{ agent: scene.agent, supervisor: scene.supervisor, third: scene.third },
    fourth: await ground.person(['supervisor']),
  };
  const by = (name: string, at: Date) => freshlyBy(staff[name] ?? scene.agent, at);
  const newest = async () =>
    (await rows<{ id: string }>('select id from swap_cases where tenant_id = $1 order by id desc limit 1'))[0]
      ?.id ?? '';
  const seen = { states: new Map<string, string>(), event: '', reached: new Set<string>() };

  /** The deed of a step, with what it needs made before it; undefined for one that is no deed, or that nobody could try. */
  async function deedOf(step: Step, at: Date): Promise<Deed | undefined> {
    const of = (spec: unknown, actor: Actor, input: Record<string, unknown>) => ({
      spec: spec as Command,
      actor,
      input,
    });
    if (step.do === 'lock') return of(lockSwaps, later(holder, at), {});
    if (step.do === 'unlock') return of(unlockSwaps, freshly(holder, at), {});
    const { numberId } = scene;
    if (step.do === 'suspend') return of(suspendOwn, later(holder, at), { numberId, reason: 'stolen' });
    if (step.do === 'resume') return of(resumeNumber, by('third', at), { numberId, reason: 'Seen' });
    const key = newId(at);
    if (step.do === 'request') {
      const { iccid } = await aStockCard(ground, at);
      return of(requestSwap, by(step.by, at), { msisdn, iccid, reason: step.reason, key });
    }
    if (step.do === 'request-own') {
      const { iccid } = await aStockCard(ground, at);
      return of(requestOwnSwap, freshly(holder, at), { numberId, iccid, reason: 'damaged', key });
    }
    const swapId = await newest();
    if (!swapId) return undefined;
    switch (step.do) {
      case 'factor':
        return of(proveSwap, freshly(holder, at), { swapId });
      case 'code': {
        await perform(sendSwapCode, later(holder, at), { swapId, to: step.to }).catch(onlyRefusals);
        const code = await codePostedTo(
          tenant,
          step.to === 'email' ? (holder.principal.email ?? '') : msisdn,
        );
        if (!/^\d{6}$/.test(code)) return undefined;
        const typed = step.right ? code : String((Number(code) + 1) % 1_000_000).padStart(6, '0');
        return of(enterSwapCode, later(holder, at), { swapId, code: typed });
      }
      case 'answer':
        return of(answerSwap, onLine(later(holder, at), msisdn), { swapId, answer: step.word });
      case 'document':
        return of(readSwapDocument, by(step.by, at), {
          ...{ swapId, documentKind: 'national_id' },
          documentNumber: step.right ? scene.documentNumber : '1199900000000000',
        });
      case 'approve':
        return of(approveSwap, by(step.by, at), { swapId, note: 'It is them' });
      case 'refuse':
        return of(refuseSwap, by(step.by, at), { swapId, note: 'It is not them' });
      case 'cancel':
        return of(cancelSwap, by(step.by, at), { swapId });
      case 'remedy':
        return of(remedySwap, by(step.by, at), { swapId, reason: 'It was a fraud' });
      case 'decide':
        return of(decideSwap, by(step.by, at), { swapId, verdict: step.verdict, note: 'Looked at' });
      case 'object': {
        if (step.by === 'portal') return of(objectToOwnSwap, later(holder, at), { swapId });
        const token = await objectionToken(ground, msisdn);
        return token ? of(objectToSwapByLink, ground.stranger(at), { token }) : undefined;
      }
      default:
        return undefined;
    }
  }

  /** As a node that has taken what is due and died before it did any of it. */
  const jobDies = (at: Date) =>
    pool().query(
      'update swap_queue set due_at = $2, attempts = attempts + 1 where of_tenant = $3 and due_at <= $1',
      [...[at, after(at, LEASE_MS), tenant.id]],
    );

  const look = async (at: Date) => {
    const changed = await newlyChanged(scene, seen, at);
    for (const state of changed) seen.reached.add(state);
  };

  return {
    start: scene.start,
    stateNow: async () => (await scene.swapRow(await newest())).state,
    async take(step: Step, at: Date): Promise<void> {
      const deed = await deedOf(step, at);
      if (deed) await perform(deed.spec, deed.actor, deed.input).catch(onlyRefusals);
      else if (step.do === 'notices-leave') await scene.letNoticesLeave(at);
      else if (step.do === 'job-dies') await jobDies(at);
      else if (step.do === 'keep-deadlines') {
        await goOnUntil(at);
        const due = await rows('select 1 from swap_queue where of_tenant = $1 and due_at <= $2', at);
        expect(due, 'a deadline that is due is kept').toEqual([]);
      }
      await look(at);
    },
    async cutOff(step: Step, at: Date, how: 'before-commit' | 'connection'): Promise<void> {
      if (step.do === 'keep-deadlines') return void (await jobDies(at));
      const deed = await deedOf(step, at);
      if (!deed) return;
      await look(at);
      const before = await standingOf(scene);
      await perform(cutOffAtItsEnd(deed.spec, how), deed.actor, deed.input).then(
        () => expect.unreachable('a deed whose process died was done'),
        () => undefined,
      );
      expect(await standingOf(scene), `${step.do} leaves nothing behind`).toEqual(before);
    },
    /**
     * As a step during which the database ends the connection that would run the statement of this number. Gives whether it
     * was cut off, went on over another connection, had fewer of them, or has to wait: what was cut off has used up a limit.
     */
    async cutAt(
      step: Step,
      at: Date,
      statement: number,
    ): Promise<'cut-off' | 'went-on' | 'whole' | 'has-to-wait'> {
      const deed = await deedOf(step, at);
      if (!deed && step.do !== 'keep-deadlines') return 'whole';
      await look(at);
      // A job that took a case has it until its lease is over.
      const standing = async () => (await standingOf(scene)).slice(0, deed ? undefined : -1);
      const before = await standing();
      let hasToWait = false;
      const waits = (error: unknown) => {
        onlyRefusals(error);
        hasToWait = (error as Refusal).status === 429;
      };
      const { wasCut, committed } = await cutBefore(statement, () =>
        deed
          ? perform({ ...deed.spec, perMinute: 10_000 }, deed.actor, deed.input).catch(waits)
          : // A node that lost its connection says so and goes on, with the next case or with the next look.
            keepSwapDeadlines(at),
      );
      if (!wasCut) {
        await look(at);
        return hasToWait ? 'has-to-wait' : 'whole';
      }
      const left = await standing();
      // What is begun and cannot be may be begun again, and a limit is counted by itself.
      if (!committed) expect(left, `${step.do} leaves nothing behind`).toEqual(before);
      await look(at);
      return isDeepStrictEqual(left, before) ? 'cut-off' : 'went-on';
    },
    holds: (at: Date) => expectStanding(scene, at),
    /** Lets all time pass: whatever is open then comes to its end by itself. Gives the states that were ever reached. */
    async end(): Promise<string[]> {
      const [latest] = await rows<{ at: Date }>(
        `select greatest(max(requested_at), max(expires_at), max(ready_at), max(coalesce(decided_at, requested_at))) as at
         from swap_cases where tenant_id = $1`,
      );
      const end = after(latest?.at ?? scene.start, 40 * DAY_MS);
      await scene.letNoticesLeave(end);
      // What a job sets in its turn (a lock makes a case disputed) has a deadline of its own.
      for (const days of [0, 10, 20]) {
        await goOnUntil(after(end, days * DAY_MS));
        await look(after(end, days * DAY_MS));
      }
      const open = await rows<{ state: string }>(
        `select state from swap_cases where tenant_id = $1 and state in ('proving', 'review', 'cooling', 'disputed')`,
      );
      expect(open, 'nothing stays open for good').toEqual([]);
      await expectStanding(scene, after(end, 20 * DAY_MS));
      return [...seen.reached];
    },
  };
}
export type Run = Awaited<ReturnType<typeof aRun>>;

function onlyRefusals(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}
