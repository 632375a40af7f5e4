import { getTranslations } from 'next-intl/server';
import type { LiveWords } from '@/components/live/live-refresh';

/** The words of a page that asks for itself again, in its reader's language. */
export async function liveWords(): Promise<LiveWords> {
  const t = await getTranslations('admin.live');
  return { streaming: t('streaming'), polling: t('polling'), resting: t('resting') };
}
