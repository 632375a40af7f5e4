import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/components/ui/alert';
import { show } from '@/lib/entry/page';
import { lookAtSwapObjection } from '@/lib/sim/swap/object';
import { ByLink } from '../../by-link';
import { AuthFrame } from '../../frame';
import { objectAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swap.object'))('title') };
}

type Props = { searchParams: Promise<{ token?: string; said?: string }> };

/** Where a link in a notice says of a swap that it is somebody else's. */
export default async function ObjectToSwapPage({ searchParams }: Props) {
  const { token, said } = await searchParams;
  const t = await getTranslations('swap.object');
  if (said === 'noted')
    return (
      <AuthFrame title={t('noted')} aside={<Link href="/sign-in">{t('signIn')}</Link>}>
        <p>{t('notedText')}</p>
      </AuthFrame>
    );
  const { swap } = token === undefined ? { swap: null } : await show(lookAtSwapObjection, { token });
  if (swap?.isOver)
    return (
      <AuthFrame title={t('title')} aside={<Link href="/sign-in">{t('signIn')}</Link>}>
        <Alert tone="fine">{t('over')}</Alert>
      </AuthFrame>
    );
  return (
    <ByLink
      words="swap.object"
      action={objectAction}
      token={token}
      description={swap ? t('description', { number: swap.msisdn }) : null}
    >
      {swap ? <p className="mt-4 text-ink-soft text-small">{t('case', { number: swap.number })}</p> : null}
    </ByLink>
  );
}
