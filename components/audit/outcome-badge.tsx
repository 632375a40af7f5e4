import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

/** How a deed ended: done, or refused and under which code. */
export function OutcomeBadge({ outcome }: { outcome: string }) {
  const t = useTranslations('audit');
  if (outcome === 'done') return <Badge tone="fine">{t('done')}</Badge>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <Badge tone="look">{t('refused')}</Badge>
      <span className="break-all font-mono text-caption text-ink-soft">{outcome}</span>
    </span>
  );
}
