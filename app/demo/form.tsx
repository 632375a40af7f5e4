'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import type { FormAction } from '@/lib/base/form-state';

type Turn = { sessionId: string; text: string; screen: string; isEnd: boolean };
type Line = { from: string; code: string };

/** Dials the menu and goes on in it. The session is in the form, so that it works before any script has loaded. */
export function DiallerForm({ action, from, code }: Line & { action: FormAction }) {
  const t = useTranslations('demo.dialler');
  // An answer that was none, or a signal that was lost, leaves the call where it is.
  const [last, setLast] = useState<Turn>();
  return (
    <CommandForm
      action={action}
      label={t('title')}
      className="space-y-3"
      onDone={(output) => setLast(output as Turn)}
    >
      {(state) => {
        const turn = state.status === 'done' ? (state.output as Turn) : last;
        const goesOn = turn && !turn.isEnd ? turn : undefined;
        return (
          <>
            {turn ? <Screen {...turn} /> : null}
            <input type="hidden" name="from" value={from} />
            {goesOn ? <input type="hidden" name="sessionId" value={goesOn.sessionId} /> : null}
            {goesOn ? <input type="hidden" name="before" value={goesOn.text} /> : null}
            <TextField
              key={turn ? turn.sessionId + turn.text : 'dial'}
              name="typed"
              label={goesOn ? t('answer') : t('dial')}
              defaultValue={goesOn ? '' : code}
              autoComplete="off"
              inputMode="tel"
              maxLength={160}
              autoFocus={goesOn !== undefined}
            />
            <SubmitButton variant="secondary">{goesOn ? t('send') : t('call')}</SubmitButton>
          </>
        );
      }}
    </CommandForm>
  );
}

function Screen({ screen, isEnd }: Turn) {
  const t = useTranslations('demo.dialler');
  return (
    <div role="status" className="rounded-lg border border-line-strong bg-sunken px-3 py-2.5">
      <p className="whitespace-pre-line break-words font-mono text-small">{screen}</p>
      {isEnd ? <p className="mt-2 text-caption text-ink-soft">{t('ended')}</p> : null}
    </div>
  );
}

/** Writes an SMS to the house; the reply arrives among the messages. */
export function SmsForm({ action, from, tenant }: { action: FormAction; from: string; tenant: string }) {
  const t = useTranslations('demo.dialler');
  return (
    <CommandForm action={action} label={t('sms', { tenant })} className="space-y-3">
      {(state) => (
        <>
          <input type="hidden" name="from" value={from} />
          <TextField name="text" label={t('text')} hint={t('words')} autoComplete="off" maxLength={160} />
          <SubmitButton variant="secondary">{t('write')}</SubmitButton>
          {state.status === 'done' ? (
            <p role="status" className="text-fine text-small">
              {t('sent')}
            </p>
          ) : null}
        </>
      )}
    </CommandForm>
  );
}
