import { Readable } from 'node:stream';
import busboy from 'busboy';
import { Refusal } from '../base/refusal';
import { hearOut } from '../server/hear-out';

/** A file on its way in: its name and its bytes, which are read once and never held. */
export type UploadedFile = {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
  /** Lets the rest of the body pass unread, so that the answer reaches somebody who is still sending. */
  finish(): Promise<void>;
};

const LONGEST_NAME = 200;

/** Whether a request is a plain form with a file in it: whoever sent it waits for a page. */
export const isForm = (request: Request): boolean =>
  /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '');

/**
 * Takes a request that carries one file: as the body itself, named by `?name=`, as a script sends it, or in a plain form.
 * Gives the file as a stream. Refuses a body without a file, and a form that is broken.
 */
export async function uploadedFile(request: Request, largest: number): Promise<UploadedFile> {
  if (!request.body) throw withoutFile();
  const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  // A connection that is cut is told to whoever reads; where nobody reads yet, it must not end the process.
  body.on('error', () => body.destroy());
  const found = isForm(request)
    ? await fileOfForm(body, request.headers.get('content-type') ?? '', largest)
    : { file: body, name: new URL(request.url).searchParams.get('name') ?? '' };
  return {
    name: found.name.split(/[\\/]/).at(-1)?.slice(0, LONGEST_NAME) || 'stock.csv',
    bytes: { [Symbol.asyncIterator]: () => found.file.iterator({ destroyOnReturn: false }) },
    finish: () => {
      body.unpipe();
      return hearOut(body, largest);
    },
  };
}

function fileOfForm(
  body: Readable,
  type: string,
  largest: number,
): Promise<{ file: Readable; name: string }> {
  const form = formReader(type, largest);
  return new Promise((found, fail) => {
    form.on('file', (_field, file, { filename }) => {
      file.on('error', () => file.destroy());
      // Cut short, the file must end with the error and not as if it were whole.
      body.once('error', (cut) => file.destroy(cut));
      found({ file, name: filename ?? '' });
    });
    form.once('close', () => fail(withoutFile()));
    form.once('error', () => fail(brokenForm()));
    body.once('error', () => fail(brokenForm()));
    body.pipe(form);
  });
}

function formReader(type: string, largest: number): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      // One byte more than is allowed shows that there is more.
      limits: { files: 1, fields: 10, parts: 12, fileSize: largest + 1 },
    });
  } catch {
    throw brokenForm();
  }
}

const withoutFile = () => new Refusal('upload_without_file', 'Choose a file first.', { field: 'file' });

const brokenForm = () =>
  new Refusal('upload_form_broken', 'This form arrived broken. Choose the file again and send it.', {
    status: 400,
  });
