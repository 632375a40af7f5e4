'use client';

import { Button } from '@/components/ui/button';

export interface FailureWords {
  title: string;
  text: string;
  number: string;
  retry: string;
}

export interface FailureProps {
  words: FailureWords;
  /** Next's name for the error; the server's log has it beside the whole story. */
  digest?: string;
  retry: () => void;
}

/** A page that broke: whose fault it is, what is safe, what to do, and the number to give to support. */
export function Failure({ words, digest, retry }: FailureProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-xl flex-col items-center px-6 py-16 text-center">
      <h1 className="font-semibold text-lead">{words.title}</h1>
      <p className="mt-1 text-balance text-ink-soft">{words.text}</p>
      {digest ? (
        <p className="mt-3 text-ink-soft text-small">
          {words.number} <span className="font-mono text-ink">{digest}</span>
        </p>
      ) : null}
      <Button variant="primary" className="mt-5" onClick={retry}>
        {words.retry}
      </Button>
    </div>
  );
}
