import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { SwapRow } from '@/lib/sim/swap/view';

const TONES = {
  proving: 'info',
  review: 'look',
  cooling: 'info',
  disputed: 'stop',
  completed: 'fine',
  refused: 'neutral',
  cancelled: 'neutral',
  expired: 'neutral',
  remedied: 'stop',
} as const;

/** Where a swap stands, in a word. */
export function SwapBadge({ state }: { state: SwapRow['state'] }) {
  const t = useTranslations('swap.state');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}

const OF_LEVEL = { low: 'fine', medium: 'look', high: 'stop', critical: 'stop' } as const;

/** How risky a swap is, in a word. */
export function SwapRiskBadge({ level }: { level: SwapRow['riskLevel'] }) {
  const t = useTranslations('swap.risk.level');
  return <Badge tone={OF_LEVEL[level]}>{t(level)}</Badge>;
}
