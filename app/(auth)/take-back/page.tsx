import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { show } from '@/lib/entry/page';
import { lookAtTakeBack } from '@/lib/person/address/take-back';
import { ByLink } from '../by-link';
import { takeBackAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recovery.takeBack'))('title') };
}

type Props = { searchParams: Promise<{ token?: string }> };

/** Where the message to an address that was replaced puts it back. */
export default async function TakeBackPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const t = await getTranslations('recovery.takeBack');
  const address = token === undefined ? null : (await show(lookAtTakeBack, { token })).address;
  return (
    <ByLink
      words="recovery.takeBack"
      action={takeBackAction}
      token={token}
      description={address === null ? null : t('description', { address })}
    />
  );
}
