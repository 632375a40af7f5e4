import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthFrame } from '../frame';
import { askRecoveryAction } from './actions';
import { AskForm } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.ask'))('title') };
}

/** The way back of somebody who has lost everything that opened their account. */
export default async function RecoverPage() {
  const t = await getTranslations('recovery.ask');
  const aside = (
    <p className="flex flex-wrap justify-center gap-x-5 gap-y-2">
      <Link href="/recover/case">{t('haveCase')}</Link>
      <Link href="/sign-in">{t('signIn')}</Link>
    </p>
  );
  return (
    <AuthFrame title={t('title')} description={t('description')} aside={aside}>
      <AskForm
        action={askRecoveryAction}
        words={{
          ...{ title: t('title'), identifier: t('identifier'), submit: t('submit') },
          ...{ number: t('number'), claim: t('claim'), keep: t('keep'), keepText: t('keepText') },
          ...{ next: t('next'), nextText: t('nextText'), see: t('see') },
        }}
      />
    </AuthFrame>
  );
}
