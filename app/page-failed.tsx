'use client';

import { useTranslations } from 'next-intl';
import { Failure } from '@/components/shell/failure';

export interface PageFailedProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** Stands where a page would, inside the frame of its portal. */
export function PageFailed({ error, reset }: PageFailedProps) {
  const t = useTranslations('error.failed');
  const words = { title: t('title'), text: t('text'), number: t('number'), retry: t('retry') };
  return <Failure words={words} digest={error.digest} retry={reset} />;
}
