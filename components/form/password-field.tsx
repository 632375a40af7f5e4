'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Eye, EyeOff } from '@/components/ui/icons';
import { Input } from '@/components/ui/input';
import { Field, type FieldProps } from './field';

export interface PasswordFieldProps extends Omit<FieldProps, 'defaultValue'> {
  /** Tells a password manager whether to fill one in or to make one. */
  autoComplete?: 'current-password' | 'new-password';
  minLength?: number;
  /** Told what is in the field whenever that changes. */
  onType?: (password: string) => void;
}

/** A password, which can be shown: at a counter in the sun nobody types fifteen characters blind. */
export function PasswordField({
  autoComplete = 'current-password',
  minLength,
  onType,
  ...field
}: PasswordFieldProps) {
  const t = useTranslations('form.password');
  const [shown, setShown] = useState(false);
  return (
    <Field {...field}>
      {(control) => (
        <div className="relative">
          <Input
            {...control}
            type={shown ? 'text' : 'password'}
            autoComplete={autoComplete}
            minLength={minLength}
            onInput={onType && ((event) => onType(event.currentTarget.value))}
            spellCheck={false}
            autoCapitalize="none"
            className="pr-11"
          />
          <button
            type="button"
            aria-pressed={shown}
            aria-label={t('show')}
            title={t(shown ? 'hide' : 'show')}
            onClick={() => setShown(!shown)}
            className="needs-script absolute inset-y-0 right-0 flex w-10 items-center justify-center rounded-md text-ink-soft -outline-offset-2 hover:text-ink"
          >
            {shown ? <EyeOff /> : <Eye />}
          </button>
        </div>
      )}
    </Field>
  );
}
