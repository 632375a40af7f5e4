'use client';

import { createContext, useContext } from 'react';
import { type FormState, idle } from '@/lib/base/form-state';

interface FormContextValue {
  state: FormState;
  pending: boolean;
  /** The words beside a field, until its content is touched again. */
  errorOf: (name: string) => string | undefined;
  /** What was typed before the page was rendered anew. */
  typedIn: (name: string) => string | undefined;
}

export const FormContext = createContext<FormContextValue>({
  state: idle,
  pending: false,
  errorOf: () => undefined,
  typedIn: () => undefined,
});

/** The state of the CommandForm around: for a button, a receipt, or a field of one's own. */
export function useCommandForm(): FormContextValue {
  return useContext(FormContext);
}
