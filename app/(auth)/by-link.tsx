import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import type { FormAction } from '@/lib/base/form-state';
import { AuthFrame } from './frame';

type Props = {
  words:
    | 'recovery.byLink'
    | 'recovery.takeBack'
    | 'recovery.object'
    | 'swap.object'
    | 'outage.confirm'
    | 'outage.agree';
  action: FormAction;
  token: string | undefined;
  /** What the link would do, in words; null where it is no longer good. */
  description: string | null;
  children?: ReactNode;
};

/**
 * The page behind a link in a message that does something. It only says what that is: the button does it, since mail
 * scanners open links too.
 */
export async function ByLink({ words, action, token, description, children }: Props) {
  const t = await getTranslations(words);
  const signIn = <Link href="/sign-in">{t('signIn')}</Link>;
  if (description === null)
    return (
      <AuthFrame title={t('title')} aside={signIn}>
        <Alert tone="look">{t('tooOld')}</Alert>
      </AuthFrame>
    );
  return (
    <AuthFrame title={t('title')} description={description} aside={signIn}>
      <CommandForm action={action} label={t('title')}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton variant="danger" wide>
          {t('submit')}
        </SubmitButton>
      </CommandForm>
      {children}
    </AuthFrame>
  );
}
