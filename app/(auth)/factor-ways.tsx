import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { PasskeyProof } from '@/components/passkey/passkey-proof';
import { Alert } from '@/components/ui/alert';
import { ClientWords } from '@/components/ui/client-words';
import type { FactorWay } from '@/lib/auth/factor-ways';
import type { FormAction } from '@/lib/base/form-state';
import { SendFactor } from './send-factor/buttons';

type Props = {
  ways: readonly FactorWay[];
  /** What goes with every proof: where it leads back to, what is wanted. */
  fields: Record<string, string>;
  beginPasskey: FormAction;
  passkey: FormAction;
  code: FormAction;
  /** Sends a code to a number. */
  send: FormAction;
  label: string;
};

/** The ways to prove a second factor that somebody has, the best first, each with what it asks for. */
export async function FactorWays({ ways, fields, beginPasskey, passkey, code, send, label }: Props) {
  const t = await getTranslations('auth.factor');
  const has = (name: FactorWay['way']) => ways.some(({ way }) => way === name);
  const byCode = ways.some(({ way }) => way !== 'passkey');
  const hint = hintOf(has('totp'), has('recovery'));
  if (ways.length === 0) return <Alert tone="look">{t('none')}</Alert>;
  return (
    <div className="space-y-4">
      {has('passkey') ? (
        <>
          <ClientWords namespaces={['passkey']}>
            <PasskeyProof begin={beginPasskey} finish={passkey} fields={fields} label={t('passkey')} />
          </ClientWords>
          <noscript>
            <Alert tone="look">{t('passkeyNeedsScript')}</Alert>
          </noscript>
          {byCode ? <p className="text-center text-ink-soft text-small">{t('or')}</p> : null}
        </>
      ) : null}
      {byCode ? (
        <CommandForm action={code} label={label}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextField
            name="code"
            label={t('code')}
            hint={t(hint)}
            autoComplete="one-time-code"
            maxLength={40}
            autoFocus={!has('passkey')}
          />
          <SubmitButton wide variant={has('passkey') ? 'secondary' : 'primary'}>
            {t('submit')}
          </SubmitButton>
        </CommandForm>
      ) : null}
      <SendFactor ways={ways} action={send} />
    </div>
  );
}

const hintOf = (app: boolean, recovery: boolean) =>
  app ? (recovery ? 'appOrRecovery' : 'app') : recovery ? 'recovery' : 'sent';
