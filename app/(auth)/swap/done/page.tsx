import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CircleCheck } from '@/components/ui/icons';
import { LinkButton } from '@/components/ui/link-button';
import { AuthFrame } from '../../frame';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('swap.done'))('title') };
}

const LINES = ['card', 'money', 'sessions'] as const;

/** Where a holder is led whose number has just moved: every session ended with it, their own too, so it knows nobody. */
export default async function SwapDonePage() {
  const t = await getTranslations('swap.done');
  return (
    <AuthFrame title={t('title')} description={t('description')}>
      <div className="space-y-5">
        <ul className="space-y-2.5">
          {LINES.map((line) => (
            <li key={line} className="flex items-start gap-2.5">
              <CircleCheck className="mt-0.5 size-4.5 text-fine" />
              <span className="min-w-0">{t(line)}</span>
            </li>
          ))}
        </ul>
        <p className="text-ink-soft">{t('not')}</p>
        <LinkButton href="/sign-in?callbackUrl=/user/swaps" variant="primary" wide prefetch={false}>
          {t('signIn')}
        </LinkButton>
      </div>
    </AuthFrame>
  );
}
