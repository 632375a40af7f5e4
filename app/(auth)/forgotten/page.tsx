import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { AuthFrame } from '../frame';
import { forgotPasswordAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('codes.forgotten'))('title') };
}

type Props = { searchParams: Promise<{ sent?: string }> };

/** Where somebody asks for a new password; what it says is the same for everybody. */
export default async function ForgottenPage({ searchParams }: Props) {
  const { sent } = await searchParams;
  const t = await getTranslations('codes.forgotten');
  return (
    <AuthFrame title={t('title')} aside={<Link href="/sign-in">{t('signIn')}</Link>}>
      {sent ? (
        <div className="space-y-3">
          <Alert tone="fine" role="status">
            {t('sent')}
          </Alert>
          <p className="text-ink-soft">{t('nothingCame')}</p>
          <p>
            <Link href="/forgotten" className="text-accent-ink underline">
              {t('again')}
            </Link>
          </p>
        </div>
      ) : (
        <CommandForm action={forgotPasswordAction} label={t('title')}>
          <TextField
            name="identifier"
            label={t('identifier')}
            hint={t('hint')}
            autoComplete="username"
            maxLength={254}
            autoFocus
          />
          <SubmitButton wide>{t('send')}</SubmitButton>
        </CommandForm>
      )}
    </AuthFrame>
  );
}
