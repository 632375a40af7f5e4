import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { CodeField } from '@/components/form/number-fields';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { currentActor } from '@/lib/entry/current-actor';
import { AuthFrame } from '../frame';
import { signOutAction } from '../sign-out/actions';
import { resendAction, verifyAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.verify'))('title') };
}

/** Where an account shows that its address is its own; until then this is all it sees. */
export default async function VerifyPage() {
  const actor = await currentActor();
  if (actor.kind !== 'person') redirect('/sign-in?callbackUrl=/verify');
  if (actor.principal.verified) redirect('/');
  const [t, shell] = [await getTranslations('auth.verify'), await getTranslations('shell')];
  const { email, mobile } = actor.principal;
  const signOut = (
    <CommandForm action={signOutAction}>
      <SubmitButton variant="ghost">{shell('signOut')}</SubmitButton>
    </CommandForm>
  );
  return (
    <AuthFrame
      title={t('title')}
      description={t('description', { address: email ?? mobile ?? '' })}
      aside={signOut}
    >
      <CommandForm action={verifyAction} label={t('title')}>
        <CodeField name="code" label={t('code')} autoFocus />
        <SubmitButton wide>{t('submit')}</SubmitButton>
      </CommandForm>
      <CommandForm action={resendAction} className="mt-3" done={<Alert tone="fine">{t('resent')}</Alert>}>
        <SubmitButton variant="ghost" wide>
          {t('resend')}
        </SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}
