import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { show } from '@/lib/entry/page';
import { lookAtAgreement } from '@/lib/person/contacts/agree';
import { ByLink } from '../by-link';
import { AuthFrame } from '../frame';
import { agreeAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outage.agree'))('title') };
}

type Props = { searchParams: Promise<{ token?: string; said?: string }> };

/** Where somebody agrees to be asked when another's telephone is gone. */
export default async function TrustedContactPage({ searchParams }: Props) {
  const { token, said } = await searchParams;
  const t = await getTranslations('outage.agree');
  if (said === 'agreed')
    return (
      <AuthFrame title={t('noted')}>
        <p>{t('notedText')}</p>
      </AuthFrame>
    );
  const name = token === undefined ? null : (await show(lookAtAgreement, { token })).name;
  return (
    <ByLink
      words="outage.agree"
      action={agreeAction}
      token={token}
      description={name === null ? null : t('description', { name })}
    />
  );
}
