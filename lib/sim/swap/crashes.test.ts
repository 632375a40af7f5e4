import { expect, test } from 'vitest';
import { after, DAY_MS, MINUTE_MS } from '@/lib/base/clock';
import { isDeep } from '@/testing/effort';
import { aRun, type Step } from '@/testing/swap-steps';

type After = { step: Step; restMs?: number };
const asked = (reason: string): After => ({ step: { do: 'request', by: 'agent', reason } });
const factor: After = { step: { do: 'factor' } };
const code: After = { step: { do: 'code', to: 'email', right: true } };
const told: After = { step: { do: 'notices-leave' } };
const read: After = { step: { do: 'document', by: 'agent', right: true } };
const yes: After = { step: { do: 'answer', word: 'yes' } };
const strong = [asked('stolen'), factor];

/** Each deed, what comes before it, and the state that the case is in once it was done. */
const DEEDS: [string, After[], After, string][] = [
  ['a request', [], asked('lost'), 'proving'],
  ['a request of the holder', [], { step: { do: 'request-own' } }, 'proving'],
  ['a factor', [asked('lost')], factor, 'proving'],
  ['a yes on the old card, which moves the number at once', [asked('damaged'), told], yes, 'completed'],
  ['a no', [asked('lost')], { step: { do: 'answer', word: 'no' } }, 'cancelled'],
  ['a document', [asked('lost')], read, 'review'],
  ['an approval', [asked('lost'), read], { step: { do: 'approve', by: 'supervisor' } }, 'cooling'],
  ['a refusal', [asked('lost'), read], { step: { do: 'refuse', by: 'supervisor' } }, 'refused'],
  ['a cancellation', [asked('lost')], { step: { do: 'cancel', by: 'agent' } }, 'cancelled'],
  ['an objection that is a dispute', strong, { step: { do: 'object', by: 'portal' } }, 'disputed'],
  [
    'a decision',
    [...strong, code, { step: { do: 'object', by: 'portal' } }],
    { step: { do: 'decide', by: 'third', verdict: 'go_on' } },
    'cooling',
  ],
  [
    'a suspension of the number, on whose card somebody said yes',
    [asked('damaged'), yes],
    { step: { do: 'suspend' } },
    'disputed',
  ],
  ['a remedy', [asked('damaged'), told, yes], { step: { do: 'remedy', by: 'third' } }, 'remedied'],
  [
    'the job when a wait is over',
    [asked('lost'), factor, code, told],
    { step: { do: 'keep-deadlines' }, restMs: 2 * DAY_MS },
    'completed',
  ],
  [
    'the job when nobody went on',
    [asked('lost')],
    { step: { do: 'keep-deadlines' }, restMs: 2 * DAY_MS },
    'expired',
  ],
];

/** In the usual run it is tried before some of the statements, from another one on for each deed; in the deep one before all. */
const EVERY = isDeep ? 1 : 7;
const LONG_MS = 10 * MINUTE_MS;

/**
 * Cuts a deed off before one statement after the other, until it goes on over another connection (a transaction that had not
 * begun is begun again) or is whole. Gives the state of its case then, and the statement that would be next.
 */
async function cutOneByOne(before: After[], { step, restMs = 0 }: After, first: number) {
  const run = await aRun();
  let at = run.start;
  for (const one of before) {
    at = after(at, MINUTE_MS);
    await run.take(one.step, at);
  }
  at = after(at, restMs);
  for (let statement = first; ; ) {
    // What a job took is due again when its lease is over.
    at = after(at, 2 * MINUTE_MS);
    const came = await run.cutAt(step, at, statement);
    await run.holds(at);
    if (came === 'cut-off') statement += EVERY;
    if (came === 'cut-off' || came === 'has-to-wait') continue;
    const state = await run.stateNow();
    await run.end();
    return { state, isWhole: came === 'whole', next: statement + EVERY };
  }
}

test.each(DEEDS)(
  'a connection that dies before any statement of %s leaves nothing behind, and the next try does it',
  async (title, before, deed, state) => {
    const first = isDeep ? 1 : 1 + (title.length % EVERY);
    let came = await cutOneByOne(before, deed, first);
    while (!came.isWhole) {
      expect(came.state).toBe(state);
      came = await cutOneByOne(before, deed, came.next);
    }
    expect(came.state).toBe(state);
    console.info(`${title}: cut before each ${EVERY}. statement from ${first} to ${came.next - 2 * EVERY}`);
    expect(came.next).toBeGreaterThan(2 * EVERY);
  },
  LONG_MS,
);
