import fc from 'fast-check';
import { test } from 'vitest';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { effort } from '@/testing/effort';
import { aRun, type Run, type Step } from '@/testing/swap-steps';

/** One step of anybody, perhaps cut off by a crash before it was committed, at some time after the one before. */
class AnyStep implements fc.AsyncCommand<{ at: Date }, Run> {
  constructor(
    readonly step: Step,
    readonly restMs: number,
    readonly crash: 'none' | 'before-commit' | 'connection' | number,
  ) {}
  check = () => true;
  async run(model: { at: Date }, real: Run): Promise<void> {
    model.at = after(model.at, this.restMs);
    if (typeof this.crash === 'number') await real.cutAt(this.step, model.at, this.crash);
    else if (this.crash !== 'none') await real.cutOff(this.step, model.at, this.crash);
    await real.take(this.step, model.at);
    await real.holds(model.at);
  }
  toString = () =>
    `${JSON.stringify(this.step)} after ${this.restMs / MINUTE_MS} min${this.crash === 'none' ? '' : ` (${this.crash})`}`;
}

/** A deed that has fewer is done. */
const MOST_STATEMENTS = 60;

const staff = fc.constantFrom('agent', 'supervisor', 'third', 'fourth');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('request' as const),
      by: staff,
      reason: fc.constantFrom('lost', 'stolen', 'damaged'),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'request-own' as const }) },
  { weight: 4, arbitrary: fc.constant({ do: 'factor' as const }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('code' as const),
      to: fc.constantFrom('email', 'old-sim'),
      right: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('answer' as const), word: fc.constantFrom('yes', 'yes', 'no') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('document' as const), by: staff, right: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('approve' as const), by: staff }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse' as const), by: staff }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), by: staff }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('object' as const), by: fc.constantFrom('link', 'portal') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      by: staff,
      verdict: fc.constantFrom('go_on', 'refuse'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'lock' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'unlock' as const }) },
  { weight: 2, arbitrary: fc.constantFrom({ do: 'suspend' as const }, { do: 'resume' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remedy' as const), by: staff }) },
  { weight: 4, arbitrary: fc.constant({ do: 'notices-leave' as const }) },
  { weight: 5, arbitrary: fc.constant({ do: 'keep-deadlines' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'job-dies' as const }) },
);
const anyStep = fc
  .tuple(
    step,
    fc.oneof(
      { weight: 12, arbitrary: fc.constant(MINUTE_MS) },
      { weight: 5, arbitrary: fc.constantFrom(HOUR_MS, DAY_MS, 3 * DAY_MS) },
    ),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('none' as const) },
      { weight: 1, arbitrary: fc.constantFrom('before-commit' as const, 'connection' as const) },
      // In the middle of it: the connection dies before the statement of this number.
      { weight: 2, arbitrary: fc.integer({ min: 1, max: MOST_STATEMENTS }) },
    ),
  )
  .map(([one, restMs, crash]) => new AnyStep(one, restMs, crash));

const steps = fc.commands([anyStep], { maxCommands: 24, size: 'max' });
const plain = (...steps: Step[]) => steps.map((one) => new AnyStep(one, MINUTE_MS, 'none'));
const asked = (reason: string): Step => ({ do: 'request', by: 'agent', reason });
const code: Step = { do: 'code', to: 'email', right: true };
const yes: Step = { do: 'answer', word: 'yes' };
/** How far a case has come before anything may happen to it: steps in any order alone would seldom bring one so far. */
const BEGINNINGS: [string, AnyStep[]][] = [
  ['nothing', []],
  ['two proofs of a lost card', plain(asked('lost'), { do: 'factor' }, code)],
  ['a yes on the old card', plain(asked('damaged'), { do: 'notices-leave' }, yes)],
  ['a yes on the old card, of which nobody was told', plain(asked('damaged'), yes, { do: 'keep-deadlines' })],
  [
    'a fraud that was undone',
    plain(asked('damaged'), { do: 'notices-leave' }, yes, { do: 'remedy', by: 'third' }),
  ],
  ['a document', plain(asked('lost'), { do: 'document', by: 'agent', right: true })],
  ['a dispute', plain(asked('stolen'), { do: 'factor' }, { do: 'object', by: 'link' })],
  [
    'a lock in the wait',
    plain(asked('stolen'), { do: 'factor' }, code, { do: 'notices-leave' }, { do: 'lock' }),
  ],
  [
    'a suspension of what a yes on the old card carries',
    plain(asked('damaged'), yes, { do: 'suspend' }, { do: 'notices-leave' }),
  ],
  [
    'a case that was left',
    [...plain(asked('lost'), { do: 'factor' }), new AnyStep(asked('lost'), 3 * DAY_MS, 'none')],
  ],
];

test.each(BEGINNINGS)(
  'after %s, in any order, with crashes between any two steps: one card, no state outside the table, each step in the log, each deadline kept',
  async (_title, beginning) => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        const run = await aRun();
        const setup = () => ({ model: { at: run.start }, real: run });
        await fc.asyncModelRun(setup, [...beginning, ...commands]);
        for (const one of await run.end()) reached.add(one);
      }),
      { numRuns: effort(1), endOnFailure: true },
    );
    console.info(`Reached: ${[...reached].sort().join(', ')}`);
  },
);
