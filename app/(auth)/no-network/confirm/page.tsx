import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { show } from '@/lib/entry/page';
import { lookAtConfirmation } from '@/lib/person/outage/confirm';
import { ByLink } from '../../by-link';
import { AuthFrame } from '../../frame';
import { confirmOutageAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outage.confirm'))('title') };
}

type Props = { searchParams: Promise<{ token?: string; said?: string }> };

/** Where a trusted contact says that somebody's telephone is gone. */
export default async function ConfirmOutagePage({ searchParams }: Props) {
  const { token, said } = await searchParams;
  const t = await getTranslations('outage.confirm');
  if (said === 'noted')
    return (
      <AuthFrame title={t('noted')}>
        <p>{t('notedText')}</p>
      </AuthFrame>
    );
  const name = token === undefined ? null : (await show(lookAtConfirmation, { token })).name;
  return (
    <ByLink
      words="outage.confirm"
      action={confirmOutageAction}
      token={token}
      description={name === null ? null : t('description', { name })}
    />
  );
}
