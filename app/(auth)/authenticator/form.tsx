'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { CommandForm } from '@/components/form/command-form';
import { CodeField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { type FormAction, idle } from '@/lib/base/form-state';
import { KeptCodes } from '../kept-codes';

type Begun = { factorId: string; secret: string; qr: { size: number; path: string } };
type Props = { begin: FormAction; confirm: FormAction; enrolled: boolean; back: string };

/** Shows the secret once, then asks for a code of it; what is confirmed brings the recovery codes. */
export function AuthenticatorForm({ begin, confirm, enrolled, back }: Props) {
  const t = useTranslations('auth.authenticator');
  const [state, beginNow, pending] = useActionState(begin, idle);
  if (state.status === 'done') return <Confirm begun={state.output as Begun} confirm={confirm} back={back} />;
  return (
    <form action={beginNow} className="space-y-4">
      {state.status === 'refused' ? (
        <Alert tone="stop" role="alert">
          {state.message}
        </Alert>
      ) : null}
      <Button type="submit" variant="primary" wide pending={pending}>
        {enrolled ? t('another') : t('begin')}
      </Button>
    </form>
  );
}

function Confirm({ begun, confirm, back }: { begun: Begun; confirm: FormAction; back: string }) {
  const t = useTranslations('auth.authenticator');
  const { factorId, secret, qr } = begun;
  return (
    <CommandForm action={confirm} label={t('title')}>
      {(state) =>
        state.status === 'done' ? (
          <KeptCodes
            said={t('done')}
            codes={(state.output as { recoveryCodes: string[] }).recoveryCodes}
            back={back}
          />
        ) : (
          <>
            <p className="font-medium">{t('scan')}</p>
            <svg
              viewBox={`0 0 ${qr.size} ${qr.size}`}
              role="img"
              aria-label={t('scanLabel')}
              className="mx-auto size-56 rounded-lg border border-line bg-white"
              shapeRendering="crispEdges"
            >
              <path d={qr.path} fill="#000" />
            </svg>
            <p className="text-ink-soft">
              {t('byHand')}
              <code data-testid="totp-secret" className="mt-1 block break-all font-mono text-ink">
                {secret.replace(/(.{4})(?=.)/g, '$1 ')}
              </code>
            </p>
            <input type="hidden" name="factorId" value={factorId} />
            <CodeField name="code" label={t('enter')} />
            <SubmitButton wide>{t('confirm')}</SubmitButton>
          </>
        )
      }
    </CommandForm>
  );
}
