import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import type { RecoveryState } from '@/lib/auth/recovery/recovery-case';

const TONES = {
  asked: 'neutral',
  opened: 'look',
  approved: 'info',
  disputed: 'stop',
  refused: 'neutral',
  cancelled: 'neutral',
  done: 'fine',
  expired: 'neutral',
} as const;

/** Where a recovery stands, in a word. */
export function RecoveryBadge({ state }: { state: RecoveryState }) {
  const t = useTranslations('recovery.state');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
