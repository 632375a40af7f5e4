'use client';

import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Identifier } from '@/components/ui/identifier';
import { LinkButton } from '@/components/ui/link-button';
import type { FormAction } from '@/lib/base/form-state';

type Made = { webhookId: string; secret: string };
type SecretWords = { said: string; secret: string; secretHint: string; goOn?: string };

/** A secret, shown this once. */
function Secret({ made, words }: { made: Made; words: SecretWords }) {
  return (
    <div className="space-y-3">
      <Alert tone="fine" role="status">
        {words.said}
      </Alert>
      <p className="font-medium">{words.secret}</p>
      <p className="text-ink-soft">{words.secretHint}</p>
      <p className="rounded-lg bg-sunken p-3">
        <Identifier value={made.secret} what={words.secret} />
      </p>
      {words.goOn ? <LinkButton href={`/admin/alarms/${made.webhookId}`}>{words.goOn}</LinkButton> : null}
    </div>
  );
}

type MakeWords = SecretWords & { label: string; field: string; hint: string; submit: string; cancel: string };

/** Adds a webhook and shows its secret. */
export function MakeWebhookForm({ action, words }: { action: FormAction; words: MakeWords }) {
  return (
    <CommandForm action={action} label={words.label}>
      {(state) =>
        state.status === 'done' ? (
          <Secret made={state.output as Made} words={words} />
        ) : (
          <>
            <TextField
              name="url"
              label={words.field}
              hint={words.hint}
              type="url"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              maxLength={2_000}
              placeholder="https://"
            />
            <div className="flex flex-wrap gap-2">
              <SubmitButton>{words.submit}</SubmitButton>
              <LinkButton href="/admin/alarms">{words.cancel}</LinkButton>
            </div>
          </>
        )
      }
    </CommandForm>
  );
}

type RollWords = SecretWords & { roll: string };

/** Gives a webhook a new secret and shows it. */
export function RollSecretForm({ id, action, words }: { id: string; action: FormAction; words: RollWords }) {
  return (
    <CommandForm action={action} label={words.roll}>
      {(state) =>
        state.status === 'done' ? (
          <Secret made={state.output as Made} words={words} />
        ) : (
          <>
            <input type="hidden" name="webhookId" value={id} />
            <SubmitButton variant="secondary">{words.roll}</SubmitButton>
          </>
        )
      }
    </CommandForm>
  );
}
