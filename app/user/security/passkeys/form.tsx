'use client';

import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from '@simplewebauthn/browser';
import { useTranslations } from 'next-intl';
import { usePasskeyRun, usePasskeySupport } from '@/components/passkey/passkey-run';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { KeyRound } from '@/components/ui/icons';
import type { FormAction } from '@/lib/base/form-state';
import { KeptCodes } from '../../../(auth)/kept-codes';

type Props = { begin: FormAction; enrol: FormAction; back: string };

const make = (optionsJSON: PublicKeyCredentialCreationOptionsJSON) => startRegistration({ optionsJSON });

/** Adds a passkey; the first second factor of somebody brings the codes for its loss. */
export function AddPasskey({ begin, enrol, back }: Props) {
  const t = useTranslations('passkey');
  const { run, pending, problem, done } = usePasskeyRun();
  const isSupported = usePasskeySupport();
  if (done) {
    const { recoveryCodes } = done as { recoveryCodes: string[] };
    return <KeptCodes said={t('added')} codes={recoveryCodes} back={back} />;
  }
  return (
    <div className="space-y-4">
      {problem ? (
        <Alert tone="stop" role="alert">
          {problem}
        </Alert>
      ) : null}
      {isSupported ? (
        <Button
          variant="primary"
          pending={pending}
          icon={<KeyRound />}
          onClick={() => run({ begin, finish: enrol, ask: make })}
        >
          {t('add')}
        </Button>
      ) : (
        <p className="text-ink-soft">{t('notHere')}</p>
      )}
    </div>
  );
}
