'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { CircleAlert } from '@/components/ui/icons';
import { Label } from '@/components/ui/label';
import { useCommandForm } from './form-context';

/** What every kind of field takes. */
export interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Fields are needed unless they say otherwise; the label tells. */
  optional?: boolean;
  defaultValue?: string;
  className?: string;
}

/** What a control gets from its field. */
export interface ControlProps {
  id: string;
  name: string;
  required: boolean;
  defaultValue: string | undefined;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}

export interface FieldFrameProps extends FieldProps {
  /** A check of the field's own, shown until the server has said something. */
  warning?: string;
  children: (control: ControlProps) => ReactNode;
}

/** The label above, the hint and the error below, and the ties between them and the control. */
export function Field({
  name,
  label,
  hint,
  optional,
  defaultValue,
  warning,
  className,
  children,
}: FieldFrameProps) {
  const t = useTranslations('form');
  const id = useId();
  const { errorOf, typedIn } = useCommandForm();
  const error = errorOf(name) ?? warning;
  const described = [error && `${id}error`, hint && `${id}hint`].filter(Boolean).join(' ');

  return (
    <div className={`min-w-0 ${className ?? ''}`}>
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <Label htmlFor={id}>{label}</Label>
        {optional ? <span className="text-caption text-ink-soft">{t('optional')}</span> : null}
      </div>
      {children({
        id,
        name,
        required: !optional,
        defaultValue: typedIn(name) ?? defaultValue,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': described || undefined,
      })}
      <div id={`${id}error`} aria-live="polite">
        {error ? <FieldError>{error}</FieldError> : null}
      </div>
      {hint ? (
        <p id={`${id}hint`} className="mt-1.5 text-ink-soft text-small">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** What is wrong with the field above, in words. */
export function FieldError({ children }: { children: ReactNode }) {
  return (
    <p className="mt-1.5 flex items-start gap-1.5 text-small text-stop">
      <CircleAlert className="mt-[0.2em] size-3.5" />
      {children}
    </p>
  );
}
