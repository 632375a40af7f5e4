import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { CodeField, MsisdnField } from '@/components/form/number-fields';
import { PasswordField } from '@/components/form/password-field';
import { SubmitButton } from '@/components/form/submit-button';
import { PASSWORD_MIN } from '@/lib/auth/password';
import { AuthFrame } from '../frame';
import { activateAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sim.activate'))('title') };
}

/** Where a customer makes a newly registered number their own. */
export default async function ActivatePage() {
  const t = await getTranslations('sim.activate');
  return (
    <AuthFrame
      title={t('title')}
      description={t('description')}
      aside={<Link href="/sign-in">{t('signIn')}</Link>}
    >
      <CommandForm action={activateAction} label={t('title')}>
        <MsisdnField name="msisdn" label={t('msisdn')} autoComplete="username" />
        <CodeField name="code" label={t('code')} />
        <PasswordField
          name="password"
          label={t('password')}
          hint={t('passwordHint')}
          autoComplete="new-password"
          minLength={PASSWORD_MIN}
        />
        <SubmitButton wide>{t('submit')}</SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}
