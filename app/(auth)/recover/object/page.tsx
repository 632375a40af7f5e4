import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { show } from '@/lib/entry/page';
import { lookAtObjection } from '@/lib/person/recovery/object';
import { AuthFrame } from '../../frame';
import { objectAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.object'))('title') };
}

type Props = { searchParams: Promise<{ token?: string; said?: string }> };

/** From a link in a notice: shows what it would do. Only the button does it, since mail scanners open links too. */
export default async function ObjectPage({ searchParams }: Props) {
  const { token, said } = await searchParams;
  const t = await getTranslations('recovery.object');
  const isGood = token !== undefined && (await show(lookAtObjection, { token })).isGood;
  const signIn = <Link href="/sign-in">{t('signIn')}</Link>;
  if (said === 'noted')
    return (
      <AuthFrame title={t('noted')} aside={signIn}>
        <p>{t('notedText')}</p>
      </AuthFrame>
    );
  if (!isGood)
    return (
      <AuthFrame title={t('title')} aside={signIn}>
        <Alert tone="look">{t('tooOld')}</Alert>
      </AuthFrame>
    );
  return (
    <AuthFrame title={t('title')} description={t('description')} aside={signIn}>
      <CommandForm action={objectAction} label={t('title')}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton variant="danger" wide>
          {t('submit')}
        </SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}
