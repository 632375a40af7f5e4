import { z } from 'zod';
import { idText } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { keyText } from '../../command/key-text';
import { personIdOf } from '../../policy/actor';
import { lockImport } from './lock-import';
import { queueImport } from './queue-import';
import { setImport } from './reading';
import { sampleImport } from './sample-import';
import { assertCanBecome } from './stock-import';

/**
 * Decides that a file which was read comes into stock: every line or none, or the good lines alone. It answers at once;
 * `stock.import.run` does the work afterwards, and the page shows how far it is.
 */
export const confirmImport = command({
  name: 'stock.import.confirm',
  proof: 'second-factor',
  input: z.strictObject({
    importId: idText,
    mode: z.enum(['all-or-nothing', 'good-lines']),
    key: keyText,
  }),
  output: z.strictObject({ importId: z.uuid() }),
  idempotencyKey: 'key',
  async run({ tx, actor, tenant, now }, { importId, mode }) {
    const found = await lockImport(tx, tenant.id, importId, now);
    assertCanBecome(found.state, 'importing');
    if (found.linesGood === 0) throw nothingNew();
    if (mode === 'all-or-nothing' && found.linesBad > 0) throw hasBadLines(found.linesBad);
    await setImport(tx, tenant.id, importId, {
      state: 'importing',
      mode,
      problem: null,
      problemValues: null,
      confirmedBy: personIdOf(actor),
      linesImported: 0,
      changedAt: now,
    });
    await queueImport(tx, tenant.id, importId, now);
    return {
      output: { importId },
      evidence: {
        subject: `stock-import:${importId}`,
        change: { mode, good: found.linesGood, bad: found.linesBad, known: found.linesKnown },
      },
    };
  },
  sample: async (ground) => ({
    importId: await sampleImport(ground, 'preview'),
    mode: 'good-lines',
    key: 'sample-of-a-key',
  }),
});

const nothingNew = () =>
  new Refusal(
    'import_has_nothing_new',
    'No line of this file is new and good, so there is nothing to take.',
    {
      status: 409,
    },
  );

const hasBadLines = (count: number) =>
  new Refusal(
    'import_has_bad_lines',
    '{count} lines of this file are bad. Mend them and upload it again, or take the good lines alone.',
    { status: 409, field: 'mode', values: { count } },
  );
