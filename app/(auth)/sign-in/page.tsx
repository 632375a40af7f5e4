import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { PasswordField } from '@/components/form/password-field';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { ClientWords } from '@/components/ui/client-words';
import { codeChannels } from '@/lib/auth/message-channel';
import { ownPath } from '@/lib/entry/own-path';
import { currentTenant } from '@/lib/entry/request-facts';
import { withCallback } from '@/lib/entry/sign-in-paths';
import { AuthFrame } from '../frame';
import { beginPasskeyAction, passkeySignInAction, signInAction } from './actions';
import { PasskeySignIn } from './passkey';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signIn'))('title') };
}

type Props = { searchParams: Promise<{ callbackUrl?: string; notice?: string }> };

/** The way in. It never sends anybody on: a revoked session whose cookie still lives must end here. */
export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, notice } = await searchParams;
  const [t, tenant] = [await getTranslations('auth.signIn'), await currentTenant()];
  const [activated, codes] = [await getTranslations('sim.activate'), await getTranslations('codes')];
  const notices: Record<string, string> = {
    'signed-up': t('signedUp'),
    'signed-out': t('signedOut'),
    activated: activated('done'),
    'password-reset': codes('passwordReset'),
  };
  const said = notices[notice ?? ''];
  const { passkey: passkeys, password, magicLink } = tenant.settings.signIn.ways;
  const aside = (
    <p className="flex flex-wrap justify-center gap-x-5 gap-y-2">
      {codeChannels(tenant).length > 0 ? (
        <Link href={withCallback('/sign-in/code', callbackUrl)}>{codes('aside.code')}</Link>
      ) : null}
      {magicLink ? (
        <Link href={withCallback('/sign-in/link', callbackUrl)}>{codes('aside.link')}</Link>
      ) : null}
      {password ? <Link href="/forgotten">{codes('aside.forgotten')}</Link> : null}
      {tenant.settings.signUp === 'open' ? <Link href="/sign-up">{t('signUp')}</Link> : null}
      <Link href="/recover">{t('recover')}</Link>
      {tenant.kind === 'telecom' ? <Link href="/activate">{t('activate')}</Link> : null}
    </p>
  );
  return (
    <AuthFrame title={t('title')} aside={aside}>
      {said ? (
        <Alert tone="fine" role="status" className="mb-4">
          {said}
        </Alert>
      ) : null}
      {password ? (
        <CommandForm action={signInAction} label={t('title')}>
          {callbackUrl ? <input type="hidden" name="callbackUrl" value={ownPath(callbackUrl)} /> : null}
          <TextField
            name="identifier"
            label={t('identifier')}
            autoComplete={passkeys ? 'username webauthn' : 'username'}
            maxLength={254}
            autoFocus
          />
          <PasswordField name="password" label={t('password')} autoComplete="current-password" />
          <SubmitButton wide>{t('submit')}</SubmitButton>
        </CommandForm>
      ) : null}
      {passkeys ? (
        <ClientWords namespaces={['passkey']}>
          <PasskeySignIn
            begin={beginPasskeyAction}
            finish={passkeySignInAction}
            callbackUrl={callbackUrl && ownPath(callbackUrl)}
            label={t('passkey')}
          />
        </ClientWords>
      ) : null}
    </AuthFrame>
  );
}
