import { z } from 'zod';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { keepEvents } from './keep-events';
import { EVENT_COLUMNS, type EventColumn, type ReadEvent, readEventFile } from './read-events';
import { sampleEvent } from './take-event';

/** Of the lines that are wrong, so many are named at once. */
const MOST_NAMED = 200;

const output = z.strictObject({
  taken: z.number().int(),
  repeated: z.number().int(),
  /** With a bad line in it, nothing of the file is taken. */
  badCount: z.number().int(),
  bad: z.array(z.strictObject({ line: z.number().int(), field: z.enum(EVENT_COLUMNS), problem: z.string() })),
});
export type ImportedEvents = z.infer<typeof output>;

/** Takes a file of events that the network wrote: all of it or nothing. What was taken before is a repeat and changes nothing. */
export const importNetworkEvents = command({
  name: 'network.import',
  proof: 'second-factor',
  perMinute: 30,
  input: z.strictObject({ file: z.string().min(1).max(1_000_000) }),
  output,
  prepare: ({ tenant, now }, { file }) => readEventFile(file, { country: tenant.country, now }),
  async run({ tx, actor, tenant, now }, _input, lines) {
    const bad = lines.flatMap(({ line, problem }) => (problem ? [{ line, problem }] : []));
    if (bad.length > 0) return refusing(lines, bad);
    const events = lines.flatMap(({ event }) => event ?? []);
    const kept = await keepEvents(tx, tenant.id, now, { events, receivedBy: personIdOf(actor) });
    if (kept.problems) {
      const wrong = new Map(kept.problems.map(({ reference, problem }) => [reference, problem]));
      return refusing(
        lines,
        lines.flatMap(({ line, event }) => {
          const problem = event && wrong.get(event.reference);
          return problem ? [{ line, problem }] : [];
        }),
      );
    }
    const { taken, repeated } = kept;
    return {
      output: { taken, repeated, badCount: 0, bad: [] },
      evidence: { severity: 'notice', change: { lines: lines.length, taken, repeated } },
    };
  },
  async sample(ground) {
    const { reference, msisdn, at } = await sampleEvent(ground);
    return { file: `${EVENT_COLUMNS.join(',')}\n${reference},${msisdn},forwarding-on,,${at}\n` };
  },
});

type Bad = { line: number; problem: { code: string; field: EventColumn } };

/** An answer and no refusal: whoever sent the file is told of each line what is wrong with it. */
const refusing = (lines: readonly ReadEvent[], bad: readonly Bad[]) => ({
  output: {
    ...{ taken: 0, repeated: 0, badCount: bad.length },
    bad: bad.slice(0, MOST_NAMED).map(({ line, problem }) => ({
      ...{ line, field: problem.field, problem: problem.code },
    })),
  },
  evidence: { severity: 'notice' as const, change: { lines: lines.length, taken: 0, bad: bad.length } },
});
