'use client';

import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import type { FormAction } from '@/lib/base/form-state';

type Words = Record<'title' | 'number' | 'birthDate' | 'submit' | 'held' | 'heldText' | 'caseNumber', string>;

/** Takes what a caller says, and shows what the agent says back to them. */
export function ReportForForm({ action, words }: { action: FormAction; words: Words }) {
  return (
    <CommandForm action={action} label={words.title} className="max-w-sm space-y-4">
      {(state) =>
        state.status === 'done' ? (
          <Held {...(state.output as { number: string; name: string })} words={words} />
        ) : (
          <>
            <TextField
              name="number"
              label={words.number}
              type="tel"
              inputMode="tel"
              autoComplete="off"
              maxLength={64}
            />
            <TextField name="birthDate" label={words.birthDate} type="date" autoComplete="off" />
            <SubmitButton>{words.submit}</SubmitButton>
          </>
        )
      }
    </CommandForm>
  );
}

function Held({ number, name, words }: { number: string; name: string; words: Words }) {
  return (
    <div role="status" className="space-y-4">
      <Alert tone="fine" title={`${words.held} ${name}`}>
        {words.heldText}
      </Alert>
      <p>
        {words.caseNumber} <span className="font-mono">{number}</span>
      </p>
    </div>
  );
}
