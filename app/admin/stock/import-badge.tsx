import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { ImportState } from '@/lib/sim/stock/stock-import';

const TONES = {
  reading: 'info',
  preview: 'look',
  importing: 'info',
  done: 'fine',
  cancelled: 'neutral',
  failed: 'stop',
} as const satisfies Record<ImportState, string>;

/** How an import stands, in a word and a tone. */
export function ImportBadge({ state }: { state: ImportState }) {
  const t = useTranslations('stock.import');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
