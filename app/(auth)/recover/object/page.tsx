import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { show } from '@/lib/entry/page';
import { lookAtObjection } from '@/lib/person/recovery/object';
import { ByLink } from '../../by-link';
import { AuthFrame } from '../../frame';
import { objectAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.object'))('title') };
}

type Props = { searchParams: Promise<{ token?: string; said?: string }> };

/** Where a link in a notice says of a recovery that it is somebody else's. */
export default async function ObjectPage({ searchParams }: Props) {
  const { token, said } = await searchParams;
  const t = await getTranslations('recovery.object');
  if (said === 'noted')
    return (
      <AuthFrame title={t('noted')} aside={<Link href="/sign-in">{t('signIn')}</Link>}>
        <p>{t('notedText')}</p>
      </AuthFrame>
    );
  const isGood = token !== undefined && (await show(lookAtObjection, { token })).isGood;
  return (
    <ByLink
      words="recovery.object"
      action={objectAction}
      token={token}
      description={isGood ? t('description') : null}
    />
  );
}
