'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { deviceProof } from '@/components/shell/device-proof';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Label } from '@/components/ui/label';
import { Progress } from '@/components/ui/progress';
import { leadingBack, proofPageOf } from '@/lib/entry/proof-page';

const ROUTE = '/api/uploads/stock';
const PAGE = '/admin/stock';
const MEGABYTE = 1024 * 1024;

interface UploadFormProps {
  largestBytes: number;
  words: Record<'file' | 'submit' | 'sending' | 'tooLarge' | 'lost', string>;
}

/** A request that tells how far it is goes past `fetch`, and is signed here like all others. */
async function sign(request: XMLHttpRequest): Promise<void> {
  const proof = await deviceProof('POST', new URL(ROUTE, location.href));
  if (proof) request.setRequestHeader('dpop', proof);
}

/**
 * Sends a vendor's file. Without script it is a plain form with a file; with it the file goes by itself, since only then
 * the browser tells how far it is.
 */
export function UploadForm({ largestBytes, words }: UploadFormProps) {
  const router = useRouter();
  const [sent, setSent] = useState<{ bytes: number; of: number } | null>(null);
  const [problem, setProblem] = useState('');

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get('file');
    if (!(file instanceof File) || sent) return;
    if (file.size > largestBytes) return setProblem(words.tooLarge);
    setProblem('');
    setSent({ bytes: 0, of: file.size });
    const end = (sentence: string) => {
      setSent(null);
      setProblem(sentence);
    };
    const request = new XMLHttpRequest();
    request.open('POST', `${ROUTE}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'text/csv');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => setSent({ bytes: loaded, of: total });
    request.onerror = () => end(words.lost);
    request.onload = () => {
      const answer: { importId?: string; code?: string; message?: string } = request.response ?? {};
      const proof = answer.code && proofPageOf(answer.code);
      if (answer.importId) router.push(`${PAGE}/${answer.importId}`);
      else if (proof) location.assign(leadingBack(proof, PAGE));
      else end(answer.message ?? words.lost);
    };
    await sign(request);
    request.send(file);
  }

  return (
    <form action={ROUTE} method="post" encType="multipart/form-data" onSubmit={send} className="space-y-4">
      {problem ? (
        <Alert tone="stop" role="alert">
          {problem}
        </Alert>
      ) : null}
      <div>
        <Label htmlFor="stock-file">{words.file}</Label>
        <input
          id="stock-file"
          name="file"
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          required
          disabled={sent !== null}
          className="mt-1.5 block w-full rounded-md border border-line-strong bg-surface p-1.5 text-body file:mr-3 file:h-control-small file:cursor-pointer file:rounded-sm file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink"
        />
      </div>
      {sent ? (
        <Progress label={words.sending} value={sent.bytes} max={sent.of} detail={megabytesOf(sent)} />
      ) : null}
      <Button type="submit" variant="primary" pending={sent !== null}>
        {words.submit}
      </Button>
    </form>
  );
}

const megabytesOf = ({ bytes, of }: { bytes: number; of: number }): string =>
  `${(bytes / MEGABYTE).toFixed(1)} / ${(of / MEGABYTE).toFixed(1)} MB`;
