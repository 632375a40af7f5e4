'use client';

import { useTranslations } from 'next-intl';
import { Select } from '@/components/ui/select';
import { Field, type FieldProps } from './field';

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
