import { getTranslations } from 'next-intl/server';
import { LiveRefresh } from '@/components/live/live-refresh';

/** Says whether a page about payments that wait is kept up to date: all of them, or one. */
export async function LivePayments({ id }: { id?: string }) {
  const t = await getTranslations('pending.live');
  const words = { streaming: t('streaming'), polling: t('polling'), resting: t('resting') };
  return <LiveRefresh words={words} of={id ? `pending:${id}` : 'payments'} />;
}
