import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { lookAtSecureLink } from '@/lib/auth/recovery/secure-by-link';
import { show } from '@/lib/entry/page';
import { ByLink } from '../by-link';
import { secureByLinkAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.byLink'))('title') };
}

type Props = { searchParams: Promise<{ token?: string }> };

/** Where a link in a notice secures an account. */
export default async function SecurePage({ searchParams }: Props) {
  const { token } = await searchParams;
  const t = await getTranslations('recovery.byLink');
  const name = token === undefined ? null : (await show(lookAtSecureLink, { token })).name;
  return (
    <ByLink
      words="recovery.byLink"
      action={secureByLinkAction}
      token={token}
      description={name === null ? null : t('description', { name })}
    >
      <p className="mt-3 text-ink-soft text-small">{t('safe')}</p>
    </ByLink>
  );
}
