'use client';

import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import type { FormAction } from '@/lib/base/form-state';
import { CodeList } from '../../(auth)/kept-codes';

type Words = { make: string; makeHint: string; keep: string; keepHint: string };

/** Makes new recovery codes and shows them this once. */
export function RecoveryCodesForm({ action, words }: { action: FormAction; words: Words }) {
  return (
    <CommandForm action={action} label={words.make}>
      {(state) =>
        state.status === 'done' ? (
          <div role="status" className="space-y-2">
            <p className="font-medium">{words.keep}</p>
            <p className="text-ink-soft">{words.keepHint}</p>
            <CodeList codes={(state.output as { recoveryCodes: string[] }).recoveryCodes} />
          </div>
        ) : (
          <>
            <p className="text-ink-soft">{words.makeHint}</p>
            <SubmitButton variant="secondary">{words.make}</SubmitButton>
          </>
        )
      }
    </CommandForm>
  );
}
