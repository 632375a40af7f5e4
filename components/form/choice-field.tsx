'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Select } from '@/components/ui/select';
import { Field, FieldError, type FieldProps } from './field';
import { useCommandForm } from './form-context';

export interface SelectFieldProps extends FieldProps {
  options: { value: string; label: string }[];
  /** The first, empty line; without it the first option is chosen. */
  choose?: string | true;
}

/** One out of a short list. */
export function SelectField({ options, choose, ...field }: SelectFieldProps) {
  const t = useTranslations('form');
  return (
    <Field {...field}>
      {(control) => (
        <Select {...control}>
          {choose ? <option value="">{choose === true ? t('choose') : choose}</option> : null}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export interface CheckboxFieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  defaultChecked?: boolean;
}

/** Yes or no. An unticked box sends nothing. */
export function CheckboxField({ name, label, hint, defaultChecked }: CheckboxFieldProps) {
  const { state, errorOf, typedIn } = useCommandForm();
  const typed = state.status === 'refused' && state.values ? typedIn(name) !== undefined : undefined;
  const error = errorOf(name);
  return (
    <div>
      <Checkbox
        name={name}
        label={label}
        hint={hint}
        defaultChecked={typed ?? defaultChecked}
        aria-invalid={error ? true : undefined}
      />
      {error ? <FieldError>{error}</FieldError> : null}
    </div>
  );
}
