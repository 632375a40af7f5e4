import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { lookAtSecureLink } from '@/lib/auth/recovery/secure-by-link';
import { show } from '@/lib/entry/page';
import { AuthFrame } from '../frame';
import { secureByLinkAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.byLink'))('title') };
}

type Props = { searchParams: Promise<{ token?: string }> };

/** From a link in a notice: shows what it would do. Only the button does it, since mail scanners open links too. */
export default async function SecurePage({ searchParams }: Props) {
  const { token } = await searchParams;
  const t = await getTranslations('recovery.byLink');
  const name = token === undefined ? null : (await show(lookAtSecureLink, { token })).name;
  const signIn = <Link href="/sign-in">{t('signIn')}</Link>;
  if (name === null)
    return (
      <AuthFrame title={t('title')} aside={signIn}>
        <Alert tone="look">{t('tooOld')}</Alert>
      </AuthFrame>
    );
  return (
    <AuthFrame title={t('title')} description={t('description', { name })} aside={signIn}>
      <CommandForm action={secureByLinkAction} label={t('title')}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton variant="danger" wide>
          {t('submit')}
        </SubmitButton>
      </CommandForm>
      <p className="mt-3 text-ink-soft text-small">{t('safe')}</p>
    </AuthFrame>
  );
}
