'use client';

import { useTranslations } from 'next-intl';
import { Failure } from '@/components/shell/failure';

/** Stands where a page would, inside its layout. */
export default function PageFailed({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations('error.failed');
  const words = { title: t('title'), text: t('text'), number: t('number'), retry: t('retry') };
  return <Failure words={words} digest={error.digest} retry={reset} />;
}
