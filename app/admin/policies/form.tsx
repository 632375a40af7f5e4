'use client';

import { Field, type FieldProps } from '@/components/form/field';

/** A text of several lines in which each sign counts. */
export function Lines({ rows, ...field }: FieldProps & { rows: number }) {
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          {...control}
          rows={rows}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          className="w-full rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-body text-ink hover:border-ink-soft aria-invalid:border-stop"
        />
      )}
    </Field>
  );
}
