'use client';

import type { FormEvent, KeyboardEvent } from 'react';
import { reformat, type Spelling, stepBack } from './reformat';

/**
 * Handlers that keep what is typed in a spelling without fighting the cursor. The browser owns the value, so
 * autofill and a form that is restored work as in any other field.
 */
export function spell(spelling: Spelling, onText?: (text: string) => void) {
  return {
    onInput(event: FormEvent<HTMLInputElement>) {
      const element = event.currentTarget;
      const caret = element.selectionStart ?? element.value.length;
      const next = reformat({ text: element.value, caret }, spelling);
      if (next.text !== element.value) {
        element.value = next.text;
        // Autofill may write here while another field has the focus, which stays where it is.
        if (document.activeElement === element) element.setSelectionRange(next.caret, next.caret);
      }
      onText?.(next.text);
    },
    onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
      const { selectionStart: caret, selectionEnd: end, value: text } = event.currentTarget;
      if (event.key !== 'Backspace' || caret === null || caret !== end) return;
      const place = stepBack({ text, caret }, spelling);
      if (place !== caret) event.currentTarget.setSelectionRange(place, place);
    },
  };
}
