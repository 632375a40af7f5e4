import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { NewPasswordField } from '@/components/form/new-password-field';
import { CodeField, MsisdnField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { shortestFor } from '@/lib/auth/password-rules';
import { currentTenant } from '@/lib/entry/request-facts';
import { AuthFrame } from '../frame';
import { activateAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sim.activate'))('title') };
}

/** Where a customer makes a newly registered number their own. */
export default async function ActivatePage() {
  const [t, tenant] = [await getTranslations('sim.activate'), await currentTenant()];
  return (
    <AuthFrame
      title={t('title')}
      description={t('description')}
      aside={<Link href="/sign-in">{t('signIn')}</Link>}
    >
      <CommandForm action={activateAction} label={t('title')}>
        <MsisdnField name="msisdn" label={t('msisdn')} autoComplete="username" />
        <CodeField name="code" label={t('code')} />
        <NewPasswordField
          name="password"
          label={t('password')}
          hint={t('passwordHint', { count: shortestFor(tenant) })}
          minLength={shortestFor(tenant)}
        />
        <SubmitButton wide>{t('submit')}</SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}
