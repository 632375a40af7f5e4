import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CommandForm } from '@/components/form/command-form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { show } from '@/lib/entry/page';
import { lookAtTakeBack } from '@/lib/person/address/take-back';
import { AuthFrame } from '../frame';
import { takeBackAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.takeBack'))('title') };
}

type Props = { searchParams: Promise<{ token?: string }> };

/** From the message to an address that was replaced: shows what it would do, and only the button does it. */
export default async function TakeBackPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const t = await getTranslations('recovery.takeBack');
  const address = token === undefined ? null : (await show(lookAtTakeBack, { token })).address;
  const signIn = <Link href="/sign-in">{t('signIn')}</Link>;
  if (address === null)
    return (
      <AuthFrame title={t('title')} aside={signIn}>
        <Alert tone="look">{t('tooOld')}</Alert>
      </AuthFrame>
    );
  return (
    <AuthFrame title={t('title')} description={t('description', { address })} aside={signIn}>
      <CommandForm action={takeBackAction} label={t('title')}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton variant="danger" wide>
          {t('submit')}
        </SubmitButton>
      </CommandForm>
    </AuthFrame>
  );
}
