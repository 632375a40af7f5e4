'use client';

import { useTranslations } from 'next-intl';
import { CommandForm } from '@/components/form/command-form';
import { FileField } from '@/components/form/file-field';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import type { FormAction } from '@/lib/base/form-state';
import type { ImportedEvents } from '@/lib/sim/network/import-events';

/** Sends a file, and shows what became of it: how much was taken, or each line that is wrong. */
export function ImportForm({ action }: { action: FormAction }) {
  const t = useTranslations('network');
  return (
    <CommandForm action={action} label={t('importTitle')} className="space-y-4">
      {(state) => (
        <>
          {state.status === 'done' ? <Outcome outcome={state.output as ImportedEvents} /> : null}
          <FileField
            name="file"
            label={t('file')}
            hint={t('fileHint')}
            accept=".csv,.txt,text/csv,text/plain"
            className="max-w-lg"
          />
          <SubmitButton>{t('submit')}</SubmitButton>
        </>
      )}
    </CommandForm>
  );
}

function Outcome({ outcome: { taken, repeated, badCount, bad } }: { outcome: ImportedEvents }) {
  const t = useTranslations('network');
  if (badCount === 0)
    return (
      <Alert tone="fine" role="status">
        {t('taken', { taken, repeated })}
      </Alert>
    );
  return (
    <Alert tone="stop" role="alert" title={t('bad', { count: badCount })}>
      {badCount > bad.length ? <p>{t('badMore', { count: bad.length })}</p> : null}
      <ul className="mt-2 space-y-1">
        {bad.map(({ line, field, problem }) => (
          <li key={`${line} ${field}`}>
            {t('line')} <span className="tabular-nums">{line}</span>,{' '}
            <span className="font-mono text-small">{field}</span>: {t(`problem.${problem as 'msisdn'}`)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
