import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { NewPasswordField } from '@/components/form/new-password-field';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { shortestFor } from '@/lib/auth/password-rules';
import { currentTenant } from '@/lib/entry/request-facts';
import { AuthFrame } from '../frame';
import { signUpAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.signUp'))('title') };
}

/** Opens an account of one's own, where the tenant allows it. */
export default async function SignUpPage() {
  const [t, tenant] = [await getTranslations('auth.signUp'), await currentTenant()];
  return (
    <AuthFrame title={t('title')} aside={<Link href="/sign-in">{t('signIn')}</Link>}>
      {tenant.settings.signUp === 'closed' ? (
        <Alert tone="info">{t('closed')}</Alert>
      ) : (
        <CommandForm action={signUpAction} label={t('title')}>
          <TextField name="name" label={t('name')} autoComplete="name" maxLength={120} autoFocus />
          <TextField
            name="address"
            label={t('address')}
            hint={t('addressHint')}
            autoComplete="username"
            maxLength={254}
          />
          <NewPasswordField
            name="password"
            label={t('password')}
            hint={t('passwordHint', { count: shortestFor(tenant) })}
            minLength={shortestFor(tenant)}
          />
          <SubmitButton wide>{t('submit')}</SubmitButton>
        </CommandForm>
      )}
    </AuthFrame>
  );
}
