'use client';

import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import type { FormAction } from '@/lib/base/form-state';

type Words = Record<
  | 'title'
  | 'number'
  | 'birthDate'
  | 'birthDateHint'
  | 'submit'
  | 'safe'
  | 'safeText'
  | 'caseNumber'
  | 'secret'
  | 'keep'
  | 'see',
  string
>;

/** Reports a telephone without network, and shows the number and the secret of the report this once. */
export function ReportForm({ action, words }: { action: FormAction; words: Words }) {
  return (
    <CommandForm action={action} label={words.title}>
      {(state) =>
        state.status === 'done' ? (
          <Given {...(state.output as { number: string; claim: string })} words={words} />
        ) : (
          <>
            <TextField
              name="number"
              label={words.number}
              type="tel"
              inputMode="tel"
              autoComplete="off"
              maxLength={64}
              autoFocus
            />
            <TextField
              name="birthDate"
              label={words.birthDate}
              hint={words.birthDateHint}
              type="date"
              autoComplete="off"
            />
            <SubmitButton variant="danger" wide>
              {words.submit}
            </SubmitButton>
          </>
        )
      }
    </CommandForm>
  );
}

function Given({ number, claim, words }: { number: string; claim: string; words: Words }) {
  return (
    <div role="status" className="space-y-4">
      <Alert tone="fine" title={words.safe}>
        {words.safeText}
      </Alert>
      <dl className="space-y-3 rounded-lg bg-sunken p-4">
        <div>
          <dt className="text-ink-soft text-small">{words.caseNumber}</dt>
          <dd className="font-mono text-lead">{number}</dd>
        </div>
        <div>
          <dt className="text-ink-soft text-small">{words.secret}</dt>
          <dd className="font-mono text-lead">{claim}</dd>
        </div>
      </dl>
      <p className="text-ink-soft">{words.keep}</p>
      <LinkButton href="/no-network/status" variant="primary" wide>
        {words.see}
      </LinkButton>
    </div>
  );
}
