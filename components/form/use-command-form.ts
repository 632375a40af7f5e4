'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useActionState, useRef, useState, useTransition } from 'react';
import { type FormAction, type FormState, idle } from '@/lib/base/form-state';
import { type Checkable, checkFields } from './check-fields';

// Browsers name a lost connection differently, and all of them throw a bare TypeError for it.
const isLostSignal = (error: unknown) => error instanceof TypeError && !('digest' in error);

const controlsOf = (form: HTMLFormElement) =>
  Array.from(form.elements).filter((element): element is Element & Checkable => 'validity' in element);

/**
 * Runs a form's action. Before script has loaded the browser posts the form by itself and the state comes
 * back with the page; afterwards the answer comes in place, what was typed stays, a second tap does nothing
 * while the first is on its way, and a lost signal is a sentence and not the end of the page.
 */
export function useFormRun(action: FormAction, onDone?: (output: unknown) => void) {
  const t = useTranslations('form');
  const [served, formAction] = useActionState(action, idle);
  const [answer, setAnswer] = useState<FormState | null>(null);
  const [touched, setTouched] = useState<readonly string[]>([]);
  const [pending, startTransition] = useTransition();
  const underWay = useRef(false);
  const state = answer ?? served;

  function show(next: FormState) {
    setTouched([]);
    setAnswer(next);
    if (next.status === 'done') onDone?.(next.output);
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (underWay.current) return;
    const form = event.currentTarget;
    const fieldErrors = checkFields(controlsOf(form), t);
    if (Object.keys(fieldErrors).length > 0) {
      show({ status: 'refused', code: 'fields', message: t('marked'), fieldErrors });
      return;
    }
    const { submitter } = event.nativeEvent as SubmitEvent;
    const data = new FormData(form, submitter);
    underWay.current = true;
    startTransition(async () => {
      try {
        show(await action(state, data));
      } catch (error) {
        if (!isLostSignal(error)) throw error;
        show({ status: 'refused', code: 'no_signal', message: t('noSignal') });
      } finally {
        underWay.current = false;
      }
    });
  }

  function touch(event: FormEvent<HTMLFormElement>) {
    const name = event.target instanceof Element ? event.target.getAttribute('name') : null;
    if (name && state.status === 'refused' && !touched.includes(name)) setTouched([...touched, name]);
  }

  return { state, pending, touched, formAction, submit, touch };
}
