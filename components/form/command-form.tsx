'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { Alert } from '@/components/ui/alert';
import type { FormAction, FormState } from '@/lib/base/form-state';
import { FormContext } from './form-context';
import { useFormRun } from './use-command-form';

export interface CommandFormProps {
  action: FormAction;
  children: ReactNode | ((state: FormState) => ReactNode);
  /** Replaces the form once the deed is done; without it the form stays, and its message is shown. */
  done?: ReactNode;
  onDone?: (output: unknown) => void;
  /** Names the form for those who do not see the heading above it. */
  label?: string;
  className?: string;
}

/** A form that does one deed through the door. Its fields find their errors and what was typed by name. */
export function CommandForm({ action, children, done, onDone, label, className }: CommandFormProps) {
  const { state, pending, touched, formAction, submit, touch } = useFormRun(action, onDone);
  const form = useRef<HTMLFormElement>(null);
  const refused = state.status === 'refused' ? state : null;

  useEffect(() => {
    if (state.status !== 'refused') return;
    const bad = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (bad ?? form.current?.querySelector<HTMLElement>('[role="alert"]'))?.focus();
  }, [state]);

  const errorOf = (name: string) => {
    if (!refused || touched.includes(name)) return undefined;
    return refused.fieldErrors?.[name]?.[0] ?? (refused.field === name ? refused.message : undefined);
  };
  const besideField = Boolean(refused?.field || refused?.fieldErrors);
  const typedIn = (name: string) => refused?.values?.[name];

  if (state.status === 'done' && done) return <div role="status">{done}</div>;
  return (
    <FormContext value={{ state, pending, errorOf, typedIn }}>
      <form
        ref={form}
        action={formAction}
        onSubmit={submit}
        onInput={touch}
        noValidate
        aria-label={label}
        className={className ?? 'group/form space-y-4'}
      >
        {refused && !(besideField && touched.length > 0) ? (
          // A refusal that stands beside its field is not said twice; one whose field is not here is said above.
          <Alert
            tone="stop"
            role="alert"
            tabIndex={-1}
            className={besideField ? '[form:has([aria-invalid=true])>&]:hidden' : ''}
          >
            {refused.message}
          </Alert>
        ) : null}
        {state.status === 'done' && state.message ? (
          <Alert tone="fine" role="status">
            {state.message}
          </Alert>
        ) : null}
        {typeof children === 'function' ? children(state) : children}
      </form>
    </FormContext>
  );
}

/** Makes a repeat count once: by a second tap, a refresh or a form sent again after a lost signal. */
export function IdempotencyKey({ value, name = 'idempotencyKey' }: { value: string; name?: string }) {
  return <input type="hidden" name={name} value={value} />;
}
