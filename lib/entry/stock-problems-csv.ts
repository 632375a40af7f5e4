import { getTranslations } from 'next-intl/server';
import { csvLine } from '../base/csv';
import { ask } from '../command/ask';
import { type ImportLine, listImportLines } from '../sim/stock/import-queries';
import { currentActor } from './current-actor';
import { refusalResponse } from './to-route';

const PART = 1_000;

type Context = { params: Promise<{ id: string }> };

/** The bad lines of an import as a CSV file, with what is wrong in the reader's language; written as it is read. */
export async function stockProblemsCsv(_request: Request, { params }: Context): Promise<Response> {
  const { id: importId } = await params;
  try {
    const actor = await currentActor();
    const part = (after: number) => ask(listImportLines, actor, { importId, after, limit: PART });
    const first = await part(0);
    const [t, say] = [await getTranslations('stock.problems'), await getTranslations('stock.problem')];
    const written = (lines: ImportLine[]) =>
      lines
        .map(({ line, iccid, imsi, field, problem, problemValues }) =>
          csvLine([line, iccid, imsi, field, say(problem, problemValues ?? {})]),
        )
        .join('');
    async function* file() {
      yield csvLine([t('line'), t('iccid'), t('imsi'), t('column'), t('problem')]) + written(first.lines);
      for (let { next } = first; next !== null; ) {
        const more = await part(next);
        yield written(more.lines);
        next = more.next;
      }
    }
    return new Response(streamOf(file()), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="bad-lines.csv"',
      },
    });
  } catch (error) {
    return refusalResponse(error);
  }
}

/** A body that is made as it is read. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => parts.return(undefined).then(() => undefined),
  });
}
