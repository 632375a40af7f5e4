import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import type { FormAction } from '@/lib/base/form-state';

interface ReasonFormProps {
  action: FormAction;
  /** The hidden field that says what it is about. */
  about: Record<string, string>;
  label: string;
  text?: string;
  danger?: boolean;
  children?: ReactNode;
}

/** A deed about a card or a number that wants a reason. */
export function ReasonForm({ action, about, label, text, danger = false, children }: ReasonFormProps) {
  const t = useTranslations('life.act');
  return (
    <CommandForm action={action} label={label} className="max-w-lg space-y-4">
      {text ? <p>{text}</p> : null}
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <TextField
        name="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        maxLength={200}
        autoComplete="off"
      />
      <SubmitButton variant={danger ? 'danger' : 'primary'}>{label}</SubmitButton>
    </CommandForm>
  );
}
