import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';
import { AuthFrame } from '../frame';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.secured'))('title') };
}

/** What somebody is told who has just secured their account: what is safe already, and how they go on. */
export default async function SecuredPage() {
  const t = await getTranslations('recovery.secured');
  return (
    <AuthFrame
      title={t('title')}
      description={t('description')}
      aside={<Link href="/recover">{t('lostAll')}</Link>}
    >
      <h2 className="font-medium">{t('safe')}</h2>
      <ul className="mt-1 list-disc space-y-1 pl-5">
        <li>{t('sessions')}</li>
        <li>{t('money')}</li>
        <li>{t('sim')}</li>
        <li>{t('messages')}</li>
      </ul>
      <h2 className="mt-4 font-medium">{t('next')}</h2>
      <p className="mt-1 mb-4 text-ink-soft">{t('nextText')}</p>
      <LinkButton href="/sign-in" variant="primary" wide>
        {t('signIn')}
      </LinkButton>
    </AuthFrame>
  );
}
