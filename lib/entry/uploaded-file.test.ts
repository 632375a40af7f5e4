import { describe, expect, test } from 'vitest';
import { uploadedFile } from './uploaded-file';

const MIB = 1024 * 1024;

function sent(
  body: ReadableStream | string | FormData | null,
  headers: Record<string, string> = {},
  name = 'a.csv',
) {
  const url = `https://mtn.example/api/uploads/stock?name=${encodeURIComponent(name)}`;
  return new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
}

async function contentOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function form(text: string, name = 'stock.csv') {
  const data = new FormData();
  data.append('note', 'ignored');
  data.append('file', new File([text], name, { type: 'text/csv' }));
  return data;
}

/** A body that goes on only as it is read, and counts what was taken of it. */
function counted(pieces: number, thenCut = false) {
  const taken = { pieces: 0 };
  const stream = new ReadableStream(
    {
      pull(controller) {
        if (taken.pieces === pieces && thenCut) return controller.error(new Error('cut'));
        if (taken.pieces === pieces) return controller.close();
        taken.pieces += 1;
        controller.enqueue(new Uint8Array(64 * 1024).fill(97));
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken };
}

describe('a file that is sent', () => {
  test('is the body itself, or the file of a form', async () => {
    const csv = { 'content-type': 'text/csv' };
    const plain = await uploadedFile(sent('1,2\n', csv, '../../März.csv'), MIB);
    expect([plain.name, await contentOf(plain.bytes)]).toEqual(['März.csv', '1,2\n']);
    const ofForm = await uploadedFile(sent(form('3,4\n', 'C:\\fakepath\\é.csv')), MIB);
    expect([ofForm.name, await contentOf(ofForm.bytes)]).toEqual(['é.csv', '3,4\n']);
    await plain.finish();
    await ofForm.finish();
  });

  test('is not read ahead of who reads it, and what is left of it passes unread', async () => {
    const { stream, taken } = counted(200);
    const file = await uploadedFile(sent(stream, { 'content-type': 'text/csv' }), 100 * MIB);
    const bytes = file.bytes[Symbol.asyncIterator]();
    await bytes.next();
    await new Promise(setImmediate);
    expect(taken.pieces).toBeLessThan(8);
    await bytes.return?.();
    await file.finish();
    expect(taken.pieces).toBe(200);
  });

  test('that is endless is not waited for', async () => {
    const { stream, taken } = counted(Number.POSITIVE_INFINITY);
    const file = await uploadedFile(sent(stream, { 'content-type': 'text/csv' }), MIB);
    await file.finish();
    expect(taken.pieces).toBeLessThan(40);
  });

  test('that is cut ends with an error, in a form too', async () => {
    const raw = await uploadedFile(sent(counted(3, true).stream, { 'content-type': 'text/csv' }), MIB);
    await expect(contentOf(raw.bytes)).rejects.toThrow('cut');
    await raw.finish();

    const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n1,2\n';
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    const short = await uploadedFile(sent(head, type), MIB);
    await expect(contentOf(short.bytes)).rejects.toThrow('Unexpected end');
    await short.finish();

    const started = new TransformStream<Uint8Array, Uint8Array>();
    const writer = started.writable.getWriter();
    void writer.write(Buffer.from(head));
    const broken = await uploadedFile(sent(started.readable, type), MIB);
    const reading = contentOf(broken.bytes);
    await writer.abort(new Error('cut'));
    await expect(reading).rejects.toThrow();
    await broken.finish();
  });

  test('of a form is cut where it is longer than allowed, by one byte, so that it shows', async () => {
    const file = await uploadedFile(sent(form('a'.repeat(5_000))), 1_000);
    expect((await contentOf(file.bytes)).length).toBe(1_001);
    await file.finish();
  });

  test.each([
    ['no body', null, {}, 'upload_without_file'],
    ['a form without a file', new FormData(), {}, 'upload_without_file'],
    ['a form without a boundary', 'x', { 'content-type': 'multipart/form-data' }, 'upload_form_broken'],
    ['a form that is none', 'x', { 'content-type': 'multipart/form-data; boundary=y' }, 'upload_form_broken'],
  ])('must be there: %s is refused', async (_name, body, headers, code) => {
    await expect(uploadedFile(sent(body, headers), MIB)).rejects.toMatchObject({ code });
  });
});
