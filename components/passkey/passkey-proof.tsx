'use client';

import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from '@simplewebauthn/browser';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { KeyRound } from '@/components/ui/icons';
import type { FormAction } from '@/lib/base/form-state';
import { usePasskeyRun, usePasskeySupport } from './passkey-run';

export interface PasskeyProofProps {
  begin: FormAction;
  finish: FormAction;
  /** What goes with both: where to go on to, what is wanted. */
  fields?: Record<string, string>;
  label: string;
  variant?: 'primary' | 'secondary';
  /** Called when the browser was asked and the person is back on the page without an answer. */
  onReturn?: () => void;
}

/** A button that proves somebody by a passkey; it is there only with script and a browser that knows passkeys. */
export function PasskeyProof({
  begin,
  finish,
  fields,
  label,
  variant = 'primary',
  onReturn,
}: PasskeyProofProps) {
  const { run, pending, problem } = usePasskeyRun();
  if (!usePasskeySupport()) return null;
  const ask = (optionsJSON: PublicKeyCredentialRequestOptionsJSON) =>
    startAuthentication({ optionsJSON }).catch((error: unknown) => {
      onReturn?.();
      throw error;
    });
  return (
    <div className="space-y-4">
      {problem ? (
        <Alert tone="stop" role="alert">
          {problem}
        </Alert>
      ) : null}
      <Button
        variant={variant}
        wide
        pending={pending}
        icon={<KeyRound />}
        onClick={() => run({ begin, finish, fields, ask })}
      >
        {label}
      </Button>
    </div>
  );
}
