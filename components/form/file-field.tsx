'use client';

import { Field, type FieldProps } from './field';

export interface FileFieldProps extends FieldProps {
  accept: string;
}

/** One file. A browser lets no page choose it, so after an error it is chosen again. */
export function FileField({ accept, ...field }: FileFieldProps) {
  return (
    <Field {...field}>
      {({ defaultValue: _, ...control }) => (
        <input
          {...control}
          type="file"
          accept={accept}
          className="block w-full rounded-md border border-line-strong bg-surface p-1.5 text-body file:mr-3 file:h-control-small file:cursor-pointer file:rounded-sm file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink"
        />
      )}
    </Field>
  );
}
