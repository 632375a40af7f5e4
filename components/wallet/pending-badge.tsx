import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

/** How what waits, or waited, looks. */
export const PENDING_TONES = {
  created: 'look',
  pending_customer: 'look',
  pending_approval: 'look',
  posted: 'fine',
  rejected: 'stop',
  expired: 'stop',
} as const;

/** Where a payment that waits, or waited, stands. */
export function PendingBadge({ state }: { state: keyof typeof PENDING_TONES }) {
  const t = useTranslations('pending.state');
  return <Badge tone={PENDING_TONES[state]}>{t(state)}</Badge>;
}
