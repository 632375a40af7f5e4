'use client';

import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import type { FormAction } from '@/lib/base/form-state';

const CODES = ['pin1', 'puk1', 'pin2', 'puk2'] as const;
type Codes = Record<(typeof CODES)[number], string>;
type Words = Codes & { label: string; show: string; once: string };

/** Shows the codes of a card this once: they stand in what the form answered, and on no page. */
export function CodesForm({
  action,
  numberId,
  words,
}: {
  action: FormAction;
  numberId: string;
  words: Words;
}) {
  return (
    <CommandForm action={action} label={words.label}>
      {(state) =>
        state.status === 'done' ? (
          <div role="status" className="space-y-2">
            <p className="text-ink-soft">{words.once}</p>
            <dl className="grid max-w-xs grid-cols-[auto_1fr] gap-x-6 gap-y-1">
              {CODES.map((name) => (
                <div key={name} className="contents">
                  <dt className="text-ink-soft">{words[name]}</dt>
                  <dd className="font-mono">{(state.output as Codes)[name]}</dd>
                </div>
              ))}
            </dl>
          </div>
        ) : (
          <>
            <input type="hidden" name="numberId" value={numberId} />
            <SubmitButton variant="secondary">{words.show}</SubmitButton>
          </>
        )
      }
    </CommandForm>
  );
}
