import { log } from '../base/log';
import { ask } from '../command/ask';
import type { Actor } from '../policy/actor';
import { closingSignal } from '../server/closing';
import { takeExportPart } from '../wallet/export/own-exports';
import { currentActor } from './current-actor';
import { fileAnswer, fileRefused } from './file-answer';

/** A file that was made for whoever asks: part by part, so that memory does not grow with it. */
export async function exportFile(request: Request): Promise<Response> {
  const exportId = new URL(request.url).searchParams.get('id') ?? '';
  const actor = await currentActor();
  try {
    const first = await ask(takeExportPart, actor, { exportId });
    return fileAnswer(partsOf(first, exportId, actor), { name: first.name, as: first.format });
  } catch (error) {
    return fileRefused(error);
  }
}

type Part = { content: string; next: number | null };

function partsOf(first: Part, exportId: string, actor: Actor): ReadableStream<Uint8Array> {
  let part = first;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (closingSignal().aborted) return controller.error(new Error('the export was cut'));
      controller.enqueue(Buffer.from(part.content, 'base64'));
      if (part.next === null) return controller.close();
      try {
        part = await ask(takeExportPart, actor, { exportId, part: part.next });
      } catch (error) {
        log().error({ err: error }, 'an export was cut');
        controller.error(error);
      }
    },
  });
}
