import { log } from '../base/log';
import { ask } from '../command/ask';
import type { Actor } from '../policy/actor';
import { closingSignal } from '../server/closing';
import { exportEvents } from '../tenant/audit-log';
import { currentActor } from './current-actor';
import { fileAnswer, fileRefused } from './file-answer';

/**
 * The audit log as a file, with the filters of the address. It is asked for in parts while the file is sent, so that
 * memory does not grow with the log. Whoever has to prove more is sent there and comes back to the file.
 */
export async function auditCsv(request: Request): Promise<Response> {
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== '');
  const filter = Object.fromEntries(given);
  const actor = await currentActor();
  try {
    const first = await ask(exportEvents, actor, filter);
    return fileAnswer(partsOf(first, filter, actor), { name: `audit-${actor.tenant.slug}`, as: 'csv' });
  } catch (error) {
    return fileRefused(error);
  }
}

type Part = { csv: string; next: string | null };

function partsOf(first: Part, filter: Record<string, string>, actor: Actor): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  let part: Part | undefined = first;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!part || closingSignal().aborted) return controller.error(new Error('the export was cut'));
      // A spreadsheet takes the file for UTF-8 by this sign alone.
      controller.enqueue(text.encode(part === first ? `\ufeff${part.csv}` : part.csv));
      if (!part.next) return controller.close();
      try {
        part = await ask(exportEvents, actor, { ...filter, before: part.next });
      } catch (error) {
        log().error({ err: error }, 'an export was cut');
        controller.error(error);
      }
    },
  });
}
