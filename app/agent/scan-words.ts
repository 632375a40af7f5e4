import { getTranslations } from 'next-intl/server';
import type { ScanWords } from '@/components/form/scan-button';

/** What the button says that reads a card with the camera. */
export async function scanWords(): Promise<ScanWords> {
  const t = await getTranslations('swap.guide');
  return {
    scan: t('scan'),
    hold: t('scanning'),
    stop: t('scanStop'),
    noCamera: t('scanNoCamera'),
  };
}
