'use client';

import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import type { FormAction } from '@/lib/base/form-state';

type Words = Record<
  'title' | 'identifier' | 'submit' | 'number' | 'claim' | 'keep' | 'keepText' | 'next' | 'nextText' | 'see',
  string
>;

/** Asks for a case, and shows its number and its secret this once. */
export function AskForm({ action, words }: { action: FormAction; words: Words }) {
  return (
    <CommandForm action={action} label={words.title}>
      {(state) =>
        state.status === 'done' ? (
          <Given {...(state.output as { number: string; claim: string })} words={words} />
        ) : (
          <>
            <TextField
              name="identifier"
              label={words.identifier}
              autoComplete="username"
              maxLength={254}
              autoFocus
            />
            <SubmitButton wide>{words.submit}</SubmitButton>
          </>
        )
      }
    </CommandForm>
  );
}

function Given({ number, claim, words }: { number: string; claim: string; words: Words }) {
  return (
    <div role="status" className="space-y-4">
      <dl className="space-y-3 rounded-lg bg-sunken p-4">
        <div>
          <dt className="text-ink-soft text-small">{words.number}</dt>
          <dd className="font-mono text-lead">{number}</dd>
        </div>
        <div>
          <dt className="text-ink-soft text-small">{words.claim}</dt>
          <dd className="font-mono text-lead">{claim}</dd>
        </div>
      </dl>
      <Alert tone="look" title={words.keep}>
        {words.keepText}
      </Alert>
      <div>
        <h2 className="font-medium">{words.next}</h2>
        <p className="mt-1 text-ink-soft">{words.nextText}</p>
      </div>
      <LinkButton href="/recover/case" variant="primary" wide>
        {words.see}
      </LinkButton>
    </div>
  );
}
