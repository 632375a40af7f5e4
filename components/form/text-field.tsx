'use client';

import type { ComponentProps, ReactNode } from 'react';
import { Input } from '@/components/ui/input';
import { Field, type FieldProps } from './field';

type Own =
  | 'type'
  | 'autoComplete'
  | 'inputMode'
  | 'minLength'
  | 'maxLength'
  | 'pattern'
  | 'placeholder'
  | 'autoFocus'
  | 'min'
  | 'max'
  | 'spellCheck'
  | 'autoCapitalize'
  | 'readOnly';

export interface TextFieldProps extends FieldProps, Pick<ComponentProps<'input'>, Own> {
  /** Stands inside the box at its right: a unit, a button. */
  after?: ReactNode;
}

/** One line of text: also e-mail addresses, dates (`type="date"`) and anything without a field of its own. */
export function TextField({
  name,
  label,
  hint,
  optional,
  defaultValue,
  className,
  after,
  ...input
}: TextFieldProps) {
  return (
    <Field {...{ name, label, hint, optional, defaultValue, className }}>
      {(control) => (
        <div className="relative">
          <Input {...input} {...control} className={after ? 'pr-12' : ''} />
          {after ? <div className="absolute inset-y-0 right-0 flex items-center pr-1.5">{after}</div> : null}
        </div>
      )}
    </Field>
  );
}
