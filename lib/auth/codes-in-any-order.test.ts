import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { effort } from '@/testing/effort';
import { aTenant, NOON } from '@/testing/ground';
import { after, MINUTE_MS } from '../base/clock';
import type { Tenant } from '../policy/tenant';
import { spendCode, tryToIssueCode } from './one-time-code';

const LIVES_MS = 5 * MINUTE_MS;
const TRIES = 3;
const SENDS = 3;

/** What may be done with the codes of one address; the number names the code that was sent so many sends ago. */
type Step = { does: 'send' } | { does: 'right'; ago: number; late: boolean } | { does: 'wrong' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ does: 'send' }),
  fc.record({ does: fc.constant('right' as const), ago: fc.nat(2), late: fc.boolean() }),
  fc.constant<Step>({ does: 'wrong' }),
);

/** The rules of a code, as simply as they can be said. */
class Model {
  sent: string[] = [];
  live: { code: string; tries: number } | undefined;

  send(code: string | undefined): void {
    expect(code !== undefined).toBe(this.sent.length < SENDS);
    if (code === undefined) return;
    this.sent.push(code);
    this.live = { code, tries: TRIES };
  }

  enter(code: string, late: boolean): string {
    if (!this.live || this.live.tries === 0) return 'none';
    if (late) return 'expired';
    if (code !== this.live.code) {
      this.live.tries -= 1;
      return 'wrong';
    }
    this.live = undefined;
    return 'right';
  }
}

const which = { purpose: 'sign_in' as const, personId: null, address: 'mary@example.com' };
const send = (tenant: Tenant) =>
  inTenant(tenant.id, (tx) => tryToIssueCode(tx, tenant, NOON, { ...which, channel: 'email' }));
const enter = (tenant: Tenant, code: string, late = false) =>
  inTenant(tenant.id, (tx) => spendCode(tx, tenant, late ? after(NOON, LIVES_MS) : NOON, { ...which, code }));

/** Six digits that are none of those that were sent. */
const wrongOf = (sent: readonly string[]): string => {
  for (let digits = 0; ; digits++) {
    const code = String(digits).padStart(6, '0');
    if (!sent.includes(code)) return code;
  }
};

test('whatever is done one after the other with the codes of an address, it is answered as the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const { tenant } = await aTenant();
      const model = new Model();
      for (const one of steps) {
        if (one.does === 'send') model.send(await send(tenant));
        else {
          const late = one.does === 'right' && one.late;
          const code = one.does === 'right' ? model.sent.at(-1 - one.ago) : undefined;
          const typed = code ?? wrongOf(model.sent);
          expect(await enter(tenant, typed, late)).toBe(model.enter(typed, late));
        }
      }
    }),
    { numRuns: effort(15) },
  );
});

/** What is left in the database of an address: how often was sent, whether a code is live, and its tries. */
async function stateOf(tenant: Tenant) {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ used: boolean; tries: number }>(
      `select used_at is not null as used, tries_left as tries from one_time_codes where tenant_id = $1`,
      [tenant.id],
    ),
  );
  const live = rows.filter(({ used }) => !used);
  return { sent: rows.length, live: live.length, tries: live[0]?.tries ?? null };
}

/** Every order in which some things can have happened. */
function ordersOf<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((thing, at) =>
    ordersOf([...things.slice(0, at), ...things.slice(at + 1)]).map((rest) => [thing, ...rest]),
  );
}

type AtOnce = 'send' | 'right' | 'wrong' | 'late';

/** What one order would leave and answer: `first` is the code that is live before, and any later code is another. */
function inOrder(order: readonly { does: AtOnce; id: number }[]) {
  let [sends, live, tries, isFirst] = [1, true, TRIES, true];
  const answers: string[] = [];
  for (const { does, id } of order) {
    if (does === 'send') {
      answers[id] = sends < SENDS ? 'sent' : 'not sent';
      if (sends < SENDS) [sends, live, tries, isFirst] = [sends + 1, true, TRIES, false];
    } else if (!live || tries === 0) answers[id] = 'none';
    else if (does === 'late') answers[id] = 'expired';
    else if (does === 'right' && isFirst) [live, answers[id]] = [false, 'right'];
    else [tries, answers[id]] = [tries - 1, 'wrong'];
  }
  return JSON.stringify({ answers, state: { sent: sends, live: live ? 1 : 0, tries: live ? tries : null } });
}

test('whatever is done at once, it is answered and left as in some order, and no code is good twice', async () => {
  const things = fc.array(fc.constantFrom<AtOnce>('send', 'right', 'wrong', 'late'), {
    minLength: 2,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(things, async (atOnce) => {
      const { tenant } = await aTenant();
      const first = (await send(tenant)) ?? '';
      const sent = [first];
      const done = await Promise.all(
        atOnce.map(async (does) => {
          if (does === 'send') {
            const code = await send(tenant);
            if (code) sent.push(code);
            return code ? 'sent' : 'not sent';
          }
          if (does === 'wrong') return enter(tenant, first === '000000' ? '000001' : '000000');
          return enter(tenant, first, does === 'late');
        }),
      );
      // One in a million is sent what was typed as wrong, or the same twice: nothing can be said of those.
      fc.pre(new Set([...sent, '000000', '000001']).size === sent.length + 2);
      const was = JSON.stringify({ answers: done, state: await stateOf(tenant) });
      const possible = ordersOf(atOnce.map((does, id) => ({ does, id }))).map(inOrder);
      expect(possible).toContain(was);
      expect(done.filter((answer) => answer === 'right').length).toBeLessThanOrEqual(1);
      expect(await enter(tenant, first)).not.toBe(done.includes('right') ? 'right' : 'never');
    }),
    { numRuns: effort(25) },
  );
});
