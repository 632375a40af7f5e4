'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Input } from '@/components/ui/input';
import { passesLuhn } from '@/lib/base/luhn';
import { Field, type FieldProps } from './field';
import { digits, fours, reformat } from './reformat';
import { spell } from './spell';

export interface MsisdnFieldProps extends FieldProps {
  autoComplete?: 'tel' | 'username' | 'off';
  placeholder?: string;
}

/** A mobile number as its owner writes it; the door reads every spelling of it. */
export function MsisdnField({ autoComplete = 'tel', placeholder, ...field }: MsisdnFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <Input
          {...control}
          type="tel"
          inputMode="tel"
          autoComplete={autoComplete}
          placeholder={placeholder}
        />
      )}
    </Field>
  );
}

const card = fours(20);

export interface IccidFieldProps extends FieldProps {
  /** Stands inside the box at its right: the button that scans. */
  after?: ReactNode;
}

/** The number on a SIM card, in fours as it is printed. A slip is told at once by its check digit. */
export function IccidField({ after, ...field }: IccidFieldProps) {
  const t = useTranslations('form.iccid');
  const [typed, setTyped] = useState('');
  const number = typed.replaceAll(' ', '');
  const slipped = number.length >= 19 && !passesLuhn(number) && !passesLuhn(number.slice(0, 19));
  const strange = number.length >= 2 && !number.startsWith('89');
  const warning = strange ? t('start') : slipped ? t('check', { count: number.length }) : undefined;
  const counted = number.length > 0 && number.length < 19 ? t('count', { count: number.length }) : undefined;

  return (
    <Field {...field} hint={counted ?? field.hint} warning={warning}>
      {({ defaultValue = '', ...control }) => (
        <div className="relative">
          <Input
            {...control}
            {...spell(card, setTyped)}
            defaultValue={reformat({ text: defaultValue, caret: 0 }, card).text}
            inputMode="numeric"
            autoComplete="off"
            spellCheck={false}
            className={`font-mono ${after ? 'pr-12' : ''}`}
          />
          {after ? <div className="absolute inset-y-0 right-0 flex items-center pr-1.5">{after}</div> : null}
        </div>
      )}
    </Field>
  );
}

export interface CodeFieldProps extends FieldProps {
  length?: number;
  autoFocus?: boolean;
}

/** A code of a few digits; a phone offers the one that just came. */
export function CodeField({ length = 6, autoFocus, ...field }: CodeFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <Input
          {...control}
          {...spell(digits(length))}
          autoFocus={autoFocus}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern={`\\s*(\\d\\s*){${length}}`}
          spellCheck={false}
          className="max-w-40 text-center font-mono text-lead tracking-[0.3em]"
        />
      )}
    </Field>
  );
}
