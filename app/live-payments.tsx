import { getTranslations } from 'next-intl/server';
import { LiveRefresh } from '@/components/live/live-refresh';

/** Says whether a page about the reader's own payments that wait is kept up to date. */
export async function LivePayments() {
  const t = await getTranslations('pending.live');
  const words = { streaming: t('streaming'), polling: t('polling'), resting: t('resting') };
  return <LiveRefresh words={words} of="own" />;
}
