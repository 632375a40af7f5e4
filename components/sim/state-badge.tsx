import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

const TONES = {
  in_stock: 'neutral',
  reserved: 'neutral',
  pending: 'look',
  active: 'fine',
  suspended: 'stop',
  pending_swap: 'look',
  swapped_out: 'neutral',
  blocked: 'stop',
  retired: 'neutral',
} as const;

/** Where a card or a number stands, in a word. */
export function LifeBadge({ state }: { state: keyof typeof TONES }) {
  const t = useTranslations('life.state');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
