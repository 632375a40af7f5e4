import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { NewPasswordField } from '@/components/form/new-password-field';
import { SubmitButton } from '@/components/form/submit-button';
import { TextField } from '@/components/form/text-field';
import { Alert } from '@/components/ui/alert';
import { lookAtReset } from '@/lib/auth/password-reset-look';
import { show } from '@/lib/entry/page';
import { AuthFrame } from '../frame';
import { resetPasswordAction, sendResetFactorAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('codes.reset'))('title') };
}

type Props = { searchParams: Promise<{ token?: string }> };

/** Chooses a new password by the link that was sent. Looking changes nothing; the form does. */
export default async function ResetPage({ searchParams }: Props) {
  const { token = '' } = await searchParams;
  const t = await getTranslations('codes.reset');
  const { isLive, needsFactor, sends, minLength } = await show(lookAtReset, { token: token || '-' });
  const aside = <Link href="/sign-in">{t('signIn')}</Link>;
  if (!isLive)
    return (
      <AuthFrame title={t('title')} aside={aside}>
        <Alert tone="look">
          {t('dead')}{' '}
          <Link href="/forgotten" className="underline">
            {t('askAgain')}
          </Link>
        </Alert>
      </AuthFrame>
    );
  return (
    <AuthFrame title={t('title')} description={t('description')} aside={aside}>
      <CommandForm action={resetPasswordAction} label={t('title')}>
        <input type="hidden" name="token" value={token} />
        <NewPasswordField
          name="password"
          label={t('password')}
          hint={t('passwordHint', { count: minLength })}
          minLength={minLength}
        />
        {needsFactor ? (
          <TextField
            name="code"
            label={t('code')}
            hint={t('codeHint')}
            autoComplete="one-time-code"
            maxLength={40}
          />
        ) : null}
        <SubmitButton wide>{t('submit')}</SubmitButton>
      </CommandForm>
      {sends.map((channel) => (
        <CommandForm
          key={channel}
          action={sendResetFactorAction}
          className="mt-3"
          done={<Alert tone="fine">{t('codeSent')}</Alert>}
        >
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="channel" value={channel} />
          <SubmitButton variant="ghost" wide>
            {t(`sendBy.${channel}`)}
          </SubmitButton>
        </CommandForm>
      ))}
    </AuthFrame>
  );
}
