'use client';

import { useRouter } from 'next/navigation';
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';
import { deviceProof } from '@/components/shell/device-proof';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Label } from '@/components/ui/label';
import { Progress } from '@/components/ui/progress';
import { leadingBack, proofPageOf } from '@/lib/entry/proof-page';

const MEGABYTE = 1024 * 1024;

export type PictureWords = Record<
  'file' | 'hint' | 'submit' | 'sending' | 'done' | 'tooLarge' | 'lost',
  string
>;

interface PictureFormProps {
  /** Where it is sent: the document, the side and the swap stand in it. */
  route: string;
  largestBytes: number;
  words: PictureWords;
}

/**
 * Sends one picture, out of the telephone's camera where there is one. Without script it is a plain form; with it the
 * picture goes by itself, since only then the browser tells how far it is. What was taken stays chosen until it has arrived.
 */
export function PictureForm({ route, largestBytes, words }: PictureFormProps) {
  const router = useRouter();
  const [sent, setSent] = useState<{ bytes: number; of: number } | null>(null);
  const [said, setSaid] = useState<{ tone: 'stop' | 'fine'; text: string } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const id = `picture-${route.replace(/\W+/g, '-')}`;

  function chosen(event: ChangeEvent<HTMLInputElement>) {
    const file = event.currentTarget.files?.[0];
    setSaid(file && file.size > largestBytes ? { tone: 'stop', text: words.tooLarge } : null);
  }

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get('file');
    if (!(file instanceof File) || sent) return;
    if (file.size > largestBytes) return setSaid({ tone: 'stop', text: words.tooLarge });
    setSaid(null);
    setSent({ bytes: 0, of: file.size });
    const end = (tone: 'stop' | 'fine', text: string) => {
      setSent(null);
      setSaid({ tone, text });
    };
    const request = new XMLHttpRequest();
    request.open('POST', route);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => setSent({ bytes: loaded, of: total });
    request.onerror = () => end('stop', words.lost);
    request.onload = () => {
      const answer: { pictureId?: string; code?: string; message?: string } = request.response ?? {};
      const proof = answer.code && proofPageOf(answer.code);
      if (answer.pictureId) {
        form.current?.reset();
        end('fine', words.done);
        router.refresh();
      } else if (proof) location.assign(leadingBack(proof, location.pathname + location.search));
      else end('stop', answer.message ?? words.lost);
    };
    // A request that tells how far it is goes past `fetch`, and is signed here like all others.
    const signed = await deviceProof('POST', new URL(route, location.href));
    if (signed) request.setRequestHeader('dpop', signed);
    request.send(file);
  }

  return (
    <form
      ref={form}
      action={route}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      aria-label={words.file}
      className="space-y-3"
    >
      <div>
        <Label htmlFor={id}>{words.file}</Label>
        <input
          id={id}
          name="file"
          type="file"
          accept="image/jpeg,image/png,image/webp"
          capture="environment"
          required
          disabled={sent !== null}
          onChange={chosen}
          aria-describedby={`${id}-hint`}
          className="mt-1.5 block w-full rounded-md border border-line-strong bg-surface p-1.5 text-body file:mr-3 file:h-control-small file:cursor-pointer file:rounded-sm file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink"
        />
        <p id={`${id}-hint`} className="mt-1 text-ink-soft text-small">
          {words.hint}
        </p>
      </div>
      {said ? (
        <Alert tone={said.tone} role={said.tone === 'stop' ? 'alert' : 'status'}>
          {said.text}
        </Alert>
      ) : null}
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
